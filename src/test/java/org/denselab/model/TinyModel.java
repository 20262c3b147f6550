package org.denselab.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.Progress;
import org.denselab.engine.Batch;
import org.denselab.engine.Request;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Pooling;
import org.denselab.text.Template;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;

/** A BERT of one layer, and a tokenizer that knows two sentences. */
public final class TinyModel {
  static final Head HEAD = new Head(Pooling.MEAN, OptionalInt.of(8), true);

  private TinyModel() {}

  public static Model make(Path tokenizer, long seed) throws IOException {
    TokenizerTrainer.train(
            TokenizerSettings.of(TokenizerSettings.Kind.WORDPIECE, 30),
            Stream.of("the cat sat on the mat", "the dog sat on the log"),
            Progress.SILENT)
        .write(tokenizer);
    var config = BertConfig.of(60, 1, 16, 2, 32, 0);
    return Model.of(config, HEAD, Backbones.initial(config, HEAD, seed), seed, tokenizer)
        .with(Template.bert(12).withPrefix("ask: "), Template.bert(20));
  }

  static float[] embedding(Model model) {
    int[] ids = model.query().apply(model.tokenizer(), "the cat sat on the log");
    try (var program =
        new SameDiffEngine().compile(model.program(), Request.inference(Model.EMBEDDING))) {
      return program.forward(Batch.of(new int[][] {ids})).get(Model.EMBEDDING).values();
    }
  }
}
