package org.denselab.study.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.analysis.geometry.Measure;
import org.denselab.analysis.geometry.Shape;
import org.denselab.study.Stage;
import org.denselab.study.StageExhibits;
import org.denselab.study.StageKey;

/** Spaces of embeddings in numbers: those of all models of a task, over one sample. */
public final class GeometryStage {
  private static final int VERSION = 1;
  static final String PASSAGES = "passages";
  static final String QUERIES = "queries";
  static final String PAIRS = "queries and their positives";

  private GeometryStage() {}

  /**
   * One model.
   *
   * @param step of fine-tuning
   * @param last whether no later step of it is measured
   * @param samples its embeddings, one stage a seed
   * @param bases those of what it was tuned from
   */
  public record Subject(
      String name, int step, boolean last, List<Stage> samples, List<Stage> bases) {}

  /**
   * What was measured of one model.
   *
   * @param groups what the points are, to measures by name, one a seed
   */
  record Measured(Subject subject, Map<String, Map<String, List<Measure>>> groups) {
    boolean isBase() {
      return subject.samples().equals(subject.bases());
    }
  }

  public static Stage of(String title, List<Subject> subjects, int neighbours) {
    var key = new StageKey("geometry", VERSION).with("neighbours", neighbours);
    for (Subject subject : subjects) {
      key.with("name", subject.name()).with("step", subject.step());
      subject.samples().forEach(key::input);
      subject.bases().forEach(key::input);
    }
    return key.stage(
        title,
        (out, workplace) -> {
          List<Measured> measured = new ArrayList<>();
          try (var progress = workplace.progress().start("geometry", "models", subjects.size())) {
            for (Subject subject : subjects) {
              measured.add(new Measured(subject, measure(subject, neighbours, workplace)));
              progress.step(1);
            }
          }
          StageExhibits.write(out, new GeometryExhibits(title, measured, neighbours).all());
          return "%,d models".formatted(subjects.size());
        });
  }

  private static Map<String, Map<String, List<Measure>>> measure(
      Subject subject, int neighbours, Stage.Workplace workplace) throws IOException {
    var groups = new LinkedHashMap<String, Map<String, List<Measure>>>();
    for (int i = 0; i < subject.samples().size(); i++) {
      var spaces = SampleStage.read(workplace.folder(subject.samples().get(i)));
      var bases = SampleStage.read(workplace.folder(subject.bases().get(i)));
      add(groups, PASSAGES, Shape.of(spaces.passages(), bases.passages(), neighbours));
      add(groups, QUERIES, Shape.of(spaces.pairs().queries(), bases.pairs().queries(), neighbours));
      add(groups, PAIRS, Shape.of(spaces.pairs()));
    }
    return groups;
  }

  private static void add(
      Map<String, Map<String, List<Measure>>> groups, String group, Map<String, Measure> shape) {
    var byName = groups.computeIfAbsent(group, _ -> new LinkedHashMap<>());
    shape.forEach(
        (name, measure) -> byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(measure));
  }
}
