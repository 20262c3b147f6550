package org.denselab.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.Negatives;
import org.denselab.dsl.Study;
import org.denselab.dsl.Tuning;
import org.denselab.study.stage.Arithmetic;

/**
 * What the papers leave unstated, with the value used here: a reader must see that it was our
 * choice.
 */
final class Choices {
  private Choices() {}

  static Map<String, String> of(Study study) {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("seeds", study.seeds().toString());
    study
        .backbone()
        .ifPresent(
            backbone -> {
              choices.put(
                  "backbone.project",
                  backbone.head().project().map(String::valueOf).orElse("none"));
              backbone
                  .pretrain()
                  .ifPresent(
                      p -> choices.put("backbone.pretrain.seeds", p.course().seeds().toString()));
            });
    if (study.tuning() instanceof Tuning.Lora lora) {
      choices.put("tuning.rank", Integer.toString(lora.rank()));
      choices.put("tuning.alpha", Double.toString(lora.alpha()));
      choices.put("tuning.dropout", Double.toString(lora.dropout()));
      choices.put("tuning.targets", lora.targets().toString());
    }
    var train = study.train();
    choices.put("train.warmup", Integer.toString(train.warmup()));
    choices.put("train.optimizer.weight_decay", Double.toString(train.optimizer().weightDecay()));
    choices.put("train.clip", train.clip().map(String::valueOf).orElse("none"));
    negatives(study.negatives()).ifPresent(what -> choices.put("negatives", what));
    choices.put("precision", Arithmetic.of(study).precisionInUse());
    return choices;
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
