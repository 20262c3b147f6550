package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.ResolvedStudy;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Tuning;
import org.denselab.graph.Lora;
import org.denselab.graph.Program;
import org.denselab.study.stage.BackboneStage;
import org.denselab.weights.ModelFiles;
import org.denselab.weights.TensorSource;

/** The programs of a study as text: block table and parameters, before and after the rewrites. */
public final class ProgramSummary {
  private ProgramSummary() {}

  /**
   * @throws BadInput with the place in the study, where a LoRA target matches nothing
   */
  public static List<String> of(ResolvedStudy study) throws IOException {
    Map<Backbone.Tower, List<StudyCell>> byBackbone = new LinkedHashMap<>();
    for (StudyCell cell : study.cells())
      cell.study().backbone().map(Backbone::towers).orElse(List.of()).stream()
          .distinct()
          .forEach(b -> byBackbone.computeIfAbsent(b, _ -> new ArrayList<>()).add(cell));
    if (byBackbone.isEmpty()) return List.of("no program: the study has no backbone");
    List<String> lines = new ArrayList<>();
    for (var entry : byBackbone.entrySet()) lines.addAll(lines(entry.getKey(), entry.getValue()));
    return lines;
  }

  private static List<String> lines(Backbone.Tower backbone, List<StudyCell> cells)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("== " + CellTowers.name(backbone));
    try (Program program = build(backbone)) {
      lines.add(program.summary());
    }
    Set<Tuning> seen = new HashSet<>();
    for (StudyCell cell : cells)
      if (cell.study().tuning() instanceof Tuning.Lora lora && seen.add(lora))
        try (Program program = build(backbone)) {
          lines.add("== " + CellTowers.name(backbone) + " with " + adapt(program, lora, cell));
          lines.add(program.summary());
        }
    return lines;
  }

  private static Program build(Backbone.Tower backbone) throws IOException {
    Head head = BackboneStage.head(backbone);
    BackboneConfig config = TowerCost.config(backbone);
    try (TensorSource weights = weights(backbone, config, head)) {
      return Backbones.build(config, head, weights, 1);
    }
  }

  private static String adapt(Program program, Tuning.Lora lora, StudyCell cell) {
    try {
      return program
          .lora(new Lora(lora.rank(), lora.alpha(), lora.dropout(), lora.targets(), 1))
          .toString();
    } catch (BadInput e) {
      throw new BadInput(cell.position("tuning.targets") + ": " + e.getMessage(), e);
    }
  }

  private static TensorSource weights(Backbone.Tower backbone, BackboneConfig config, Head head)
      throws IOException {
    return switch (backbone) {
      case Backbone.Preset _ -> Backbones.initial(config, head, 1);
      case Backbone.Weights weights -> ModelFiles.open(TowerCost.transformer(weights));
    };
  }
}
