package org.denselab.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.engine.Executable;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.model.Model;
import org.denselab.model.TinyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size of a shard decides who shares a batch with whom, and nothing else. */
class ShardSizeTest {
  private static final List<String> TEXTS =
      IntStream.range(0, 60).mapToObj(i -> "the cat sat " + "on the mat ".repeat(i % 5)).toList();

  @TempDir private Path folder;

  @Test
  void embeddingsDoNotDependOnIt() throws IOException {
    try (var model = TinyModel.make(folder.resolve("tokenizer"), 1);
        var program =
            new SameDiffEngine().compile(model.program(), Request.inference(Model.EMBEDDING))) {
      Matrix whole = encode(model, program, 1000);
      Matrix parts = encode(model, program, 7);
      assertThat(parts.rows()).isEqualTo(60);
      for (int i = 0; i < whole.values().length; i++)
        assertThat(parts.values()[i]).isCloseTo(whole.values()[i], within(1e-5f));
    }
  }

  private Matrix encode(Model model, Executable program, int size) throws IOException {
    var template = model.passage().bind(model.tokenizer());
    var kept = new Pieces(new Kept(folder, Duration.ofHours(1)), "texts");
    return new ShardedEncoder(new Encoder(program, Model.EMBEDDING, template, 100), kept, size)
        .encode(TEXTS);
  }
}
