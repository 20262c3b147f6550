package org.denselab.dense;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.base.Progress;
import org.denselab.data.Corpus;
import org.denselab.data.Document;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.text.SpecialTokens;
import org.denselab.text.Template;
import org.denselab.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTest {
  private static final int BUDGET = 40;
  @TempDir Path folder;
  private final List<Integer> padded = new ArrayList<>();

  @Test
  void vectorsStandInTheCorpusOrderWhateverTheBatches() throws IOException {
    // two windows, and texts too long for the template
    var documents =
        IntStream.range(0, 9000)
            .mapToObj(i -> new Document("d" + i, "", "x".repeat(1 + (i * 7919) % 23)))
            .toList();
    var encoder = encoder();
    encoder.encode(corpus(documents), 2, folder.resolve("v.bin"), Progress.SILENT);
    try (var file = VectorFile.open(folder.resolve("v.bin"))) {
      assertThat(file.rows()).isEqualTo(9000);
      for (int i = 0; i < 9000; i++) {
        int length = Math.min(18, documents.get(i).text().length()) + 2;
        float first = file.rows(i, i + 1).getAtIndex(ValueLayout.JAVA_FLOAT, 0);
        assertThat(first).isEqualTo(length);
      }
    }
    long tooLong = documents.stream().filter(d -> d.text().length() > 18).count();
    assertThat(encoder.counts().texts()).isEqualTo(9000);
    assertThat(encoder.counts().cut()).isEqualTo(tooLong);
    assertThat(padded).allMatch(size -> size <= BUDGET);
  }

  @Test
  void nothingIsEncodedToNothing() {
    assertThat(encoder().encode(List.of()).rows()).isZero();
  }

  private Encoder encoder() {
    return new Encoder(
        new Lengths(padded), "embedding", Template.bert(20).bind(new Letters()), BUDGET);
  }

  private static Corpus corpus(List<Document> documents) {
    return new Corpus() {
      @Override
      public long size() {
        return documents.size();
      }

      @Override
      public Stream<Document> documents() {
        return documents.stream();
      }
    };
  }

  /** A sequence's embedding is its length, twice. */
  private record Lengths(List<Integer> padded) implements Executable {
    @Override
    public Map<String, Matrix> forward(Batch batch) {
      var out = new Matrix(batch.size(), 2);
      int longest = 0;
      for (int i = 0; i < batch.size(); i++) {
        longest = Math.max(longest, batch.ids()[i].length);
        out.values()[2 * i] = batch.ids()[i].length;
        out.values()[2 * i + 1] = batch.ids()[i].length;
      }
      padded.add(longest * batch.size());
      return Map.of("embedding", out);
    }

    @Override
    public Map<String, Matrix> backward(Batch batch, Map<String, Matrix> seeds, Gradients into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  /** A token a letter. */
  private static final class Letters implements Tokenizer {
    @Override
    public int[] encode(String text) {
      return text.chars().toArray();
    }

    @Override
    public String decode(int[] ids) {
      return new String(ids, 0, ids.length);
    }

    @Override
    public int vocabularySize() {
      return 256;
    }

    @Override
    public OptionalInt id(String token) {
      return OptionalInt.empty();
    }

    @Override
    public SpecialTokens special() {
      var none = OptionalInt.empty();
      return new SpecialTokens(OptionalInt.of(1), OptionalInt.of(2), none, none, none, none);
    }

    @Override
    public String fingerprint() {
      return "letters";
    }

    @Override
    public void close() {}
  }
}
