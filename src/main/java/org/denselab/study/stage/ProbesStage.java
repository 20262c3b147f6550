package org.denselab.study.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.denselab.analysis.probe.Probes;
import org.denselab.dsl.Probe;
import org.denselab.dsl.Significance;
import org.denselab.graph.Pooling;
import org.denselab.study.Stage;
import org.denselab.study.StageExhibits;
import org.denselab.study.StageKey;
import org.denselab.study.result.Exhibit;

/** Holds what probes found in several models against one another. */
public final class ProbesStage {
  private static final int VERSION = 1;

  private ProbesStage() {}

  /**
   * How it is tested.
   *
   * @param over what the arms differ in, such as {@code tuning.kind}
   */
  public record Rules(
      String over, double margin, double level, int resamples, boolean asPublished) {
    public static Rules of(Probe probe, Significance significance) {
      return new Rules(
          probe.compare().map(delta -> delta.over()).orElse("the model"),
          probe.margin(),
          significance.level(),
          significance.resamples(),
          probe.asPublished());
    }
  }

  public static Stage of(List<ModelGroup> groups, Rules rules) {
    var key = new StageKey("probes", VERSION).with("rules", rules);
    groups.forEach(group -> group.addTo(key));
    return key.stage(
        "accuracy by layer",
        (out, workplace) -> {
          List<ProbeCurves> curves = new ArrayList<>();
          for (ModelGroup group : groups) curves.addAll(curves(group, workplace));
          var tests = new ProbeTests(rules, curves);
          List<Exhibit> exhibits = new ProbeExhibits(rules, tests).all();
          StageExhibits.write(out, exhibits);
          return "%,d models, %,d tests in one family"
              .formatted(
                  groups.stream().mapToInt(group -> group.arms().size()).sum(), tests.family());
        });
  }

  /** One for each pooling of the group. */
  private static List<ProbeCurves> curves(ModelGroup group, Stage.Workplace workplace)
      throws IOException {
    List<List<ProbeResults>> read = new ArrayList<>();
    Set<Pooling> poolings = new LinkedHashSet<>();
    for (ModelGroup.Arm arm : group.arms()) {
      List<ProbeResults> seeds = new ArrayList<>();
      for (Stage seed : arm.seeds()) seeds.add(ProbeResults.read(workplace.folder(seed)));
      read.add(seeds);
      seeds.getFirst().entries().forEach(entry -> poolings.add(entry.pooling()));
    }
    List<ProbeCurves> curves = new ArrayList<>();
    for (Pooling pooling : poolings) {
      List<ProbeCurves.Model> models = new ArrayList<>();
      for (int a = 0; a < read.size(); a++)
        models.add(
            new ProbeCurves.Model(
                group.arms().get(a).name(), ProbeCurves.points(read.get(a), pooling)));
      curves.add(new ProbeCurves(group.name(), pooling, models, group.base()));
    }
    return curves;
  }

  /** Whether a kind of probe is one that models are compared by. */
  static boolean compared(Probes.Kind kind) {
    return kind == Probes.Kind.PROBE;
  }
}
