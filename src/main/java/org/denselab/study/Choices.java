package org.denselab.study;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.dsl.Negatives;
import org.denselab.dsl.Study;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Tuning;
import org.denselab.study.stage.Arithmetic;

/**
 * What the papers leave unstated, with the values used here: a reader must see that it was our
 * choice.
 */
final class Choices {
  private static final String SEPARATOR = "; ";

  private final Map<String, Set<String>> values = new LinkedHashMap<>();

  private Choices() {}

  /** Over all cells: what a sweep or its exclusions change has several values. */
  static Map<String, String> of(List<StudyCell> cells) {
    var choices = new Choices();
    for (StudyCell cell : cells) choices.add(cell.study());
    Map<String, String> all = new LinkedHashMap<>();
    choices.values.forEach((name, each) -> all.put(name, String.join(SEPARATOR, each)));
    return all;
  }

  private void add(Study study) {
    put("seeds", study.seeds());
    study
        .backbone()
        .ifPresent(
            backbone -> {
              put("backbone.project", orNone(backbone.head().project()));
              backbone
                  .pretrain()
                  .ifPresent(
                      p -> put("backbone.pretrain.seeds", shared(study, p.course().seeds())));
            });
    if (study.tuning() instanceof Tuning.Lora lora) {
      put("tuning.rank", lora.rank());
      put("tuning.alpha", lora.alpha());
      put("tuning.dropout", lora.dropout());
      put("tuning.targets", lora.targets());
    }
    var train = study.train();
    put("train.warmup", train.warmup());
    put("train.optimizer.weight_decay", train.optimizer().weightDecay());
    put("train.clip", orNone(train.clip()));
    negatives(study.negatives()).ifPresent(what -> put("negatives", what));
    put("precision", Arithmetic.of(study).precisionInUse());
  }

  private void put(String name, Object value) {
    values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value.toString());
  }

  private static String orNone(Optional<?> value) {
    return value.map(String::valueOf).orElse("none");
  }

  /** Then what differs between seeds says nothing of another pre-training. */
  private static String shared(Study study, List<Long> pretrained) {
    return pretrained.size() == 1 && study.seeds().size() > 1
        ? pretrained + ", one backbone for all seeds"
        : pretrained.toString();
  }

  private static Optional<String> negatives(Negatives negatives) {
    return switch (negatives) {
      case Negatives.None _, Negatives.Stored _ -> Optional.empty();
      case Negatives.Mined mined ->
          Optional.of("BM25, ranks %s, %d a query and row".formatted(mined.window(), mined.keep()));
      case Negatives.Dense dense ->
          Optional.of(
              "dense, ranks %s, %d a query and row%s"
                  .formatted(
                      dense.window(),
                      dense.keep(),
                      dense.refresh() == 0
                          ? ""
                          : ", anew every %,d steps".formatted(dense.refresh())));
      case Negatives.Random random ->
          Optional.of(
              "random, %d drawn, %d a query and row".formatted(random.count(), random.keep()));
    };
  }
}
