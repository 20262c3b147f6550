package org.denselab.study;

import org.denselab.dsl.Backbone;
import org.denselab.dsl.Pretrain;
import org.denselab.dsl.Study;

/** Whether a study says that text which it tests on may be pre-trained on. */
final class Transductive {
  private Transductive() {}

  static boolean allowed(Study study) {
    return study.backbone().map(Transductive::allowed).orElse(false);
  }

  private static boolean allowed(Backbone backbone) {
    boolean tokenizer =
        backbone.towers().stream()
            .anyMatch(
                tower ->
                    tower instanceof Backbone.Preset preset && preset.tokenizer().transductive());
    return tokenizer
        || backbone
            .pretrain()
            .map(Pretrain::course)
            .map(Pretrain.Course::transductive)
            .orElse(false);
  }
}
