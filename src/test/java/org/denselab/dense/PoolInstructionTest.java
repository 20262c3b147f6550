package org.denselab.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.engine.Batch;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.engine.TestedEngine;
import org.denselab.model.TinyModel;
import org.denselab.text.Template;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts of several lengths, encoded together, against the mean of their own hidden states. */
class PoolInstructionTest {
  private static final List<String> TEXTS =
      List.of("the cat sat on the log", "the dog", "the dog sat on the mat", "");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void embeddingsAreMeansOfTheTextAlone(TestedEngine tested) throws IOException {
    Template asked = Template.bert(20).withInstruction("the cat ").withPrefix("sat on ");
    try (var model = TinyModel.make(folder, 1);
        var run = tested.engine().compile(model.program(), Request.inference("pooled"));
        var states = tested.engine().compile(model.program(), Request.inference("hidden.1"))) {
      int before = model.tokenizer().encode("the cat sat on").length;
      for (Template template :
          List.of(asked, asked.withPoolInstruction(false), Template.bert(20))) {
        var bound = template.bind(model.tokenizer());
        Matrix got = new Encoder(run, "pooled", bound, 16).encode(TEXTS);
        boolean alone = template.poolInstruction() != null;
        for (int i = 0; i < TEXTS.size(); i++) {
          int[] ids = bound.apply(TEXTS.get(i)).ids();
          int from = alone ? 1 + before : 0; // past [CLS] and the prompt
          Matrix hidden = states.forward(Batch.of(new int[][] {ids})).get("hidden.1");
          for (int j = 0; j < hidden.columns(); j++) {
            double sum = 0;
            for (int t = from; t < ids.length; t++) sum += hidden.at(t, j);
            assertThat((double) got.at(i, j)).isCloseTo(sum / (ids.length - from), within(1e-5));
          }
        }
      }
    }
  }
}
