package org.denselab.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.data.Corpus;
import org.denselab.data.Document;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.text.BoundTemplate;
import org.denselab.text.SpecialTokens;
import org.denselab.text.Template;
import org.denselab.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTest {
  private static final int BUDGET = 40;
  @TempDir Path folder;
  private final List<Integer> tokens = new ArrayList<>();

  @Test
  void vectorsStandInTheCorpusOrderWhateverTheBatches() throws IOException {
    // three shards, and texts too long for the template
    var documents =
        IntStream.range(0, 9000)
            .mapToObj(i -> new Document("d" + i, "", "x".repeat(1 + (i * 7919) % 23)))
            .toList();
    var encoder = sharded(encoder(), 4096, Duration.ofHours(1));
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
    assertThat(tokens).allMatch(size -> size <= BUDGET);
  }

  @Test
  void nothingIsEncodedToNothing() {
    assertThat(encoder().encode(List.of()).rows()).isZero();
  }

  @Test
  void whatWasKeptIsNotEncodedAgainAndWhatIsDamagedIs() throws IOException {
    var documents =
        IntStream.range(0, 500)
            .mapToObj(i -> new Document("d" + i, "", "x".repeat(1 + (i * 7919) % 23)))
            .toList();
    sharded(encoder(), 100, Duration.ofHours(1))
        .encode(corpus(documents), 2, folder.resolve("whole"), Progress.SILENT);
    tokens.clear();
    var stopping = new Encoder(new Lengths(tokens, 150), "embedding", letters(), BUDGET);
    var broken = sharded(stopping, 100, Duration.ZERO);
    assertThatThrownBy(
            () -> broken.encode(corpus(documents), 2, folder.resolve("v"), Progress.SILENT))
        .hasMessage("stopped");
    Path second = folder.resolve("passages-1.piece");
    byte[] bytes = Files.readAllBytes(second);
    bytes[100] ^= 1;
    Files.write(second, bytes);
    int whole = 0;
    while (Files.exists(folder.resolve("passages-" + whole + ".piece"))) whole++;
    assertThat(whole).isBetween(2, 4);
    assertThat(folder.resolve("v")).doesNotExist();

    var rest = encoder();
    var resumed = sharded(rest, 100, Duration.ZERO);
    resumed.encode(corpus(documents), 2, folder.resolve("v"), Progress.SILENT);
    assertThat(folder.resolve("v")).hasSameBinaryContentAs(folder.resolve("whole"));
    assertThat(rest.counts().texts()).as("the damaged shard too").isEqualTo(600 - 100 * whole);
    assertThat(resumed.counts()).isEqualTo(countsOf(documents));
    var other = new ArrayList<>(documents);
    other.set(450, new Document("d450", "", "another"));
    var changed = encoder();
    sharded(changed, 100, Duration.ZERO)
        .encode(corpus(other), 2, folder.resolve("o"), Progress.SILENT);
    assertThat(changed.counts().texts()).as("the last shard is of other data").isEqualTo(100);
  }

  private Encoder.Counts countsOf(List<Document> documents) {
    var all = encoder();
    all.encode(documents.stream().map(Document::joined).toList());
    return all.counts();
  }

  private ShardedEncoder sharded(Encoder encoder, int size, Duration every) {
    return new ShardedEncoder(encoder, new Pieces(new Kept(folder, every), "passages"), size);
  }

  private Encoder encoder() {
    return new Encoder(new Lengths(tokens, Integer.MAX_VALUE), "embedding", letters(), BUDGET);
  }

  private static BoundTemplate letters() {
    return Template.bert(20).bind(new Letters());
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

  /**
   * A sequence's embedding is its length, twice.
   *
   * @param stop batches after which it fails
   */
  private record Lengths(List<Integer> tokens, int stop) implements Executable {
    @Override
    public Map<String, Matrix> forward(Batch batch) {
      if (tokens.size() >= stop) throw new IllegalStateException("stopped");
      var out = new Matrix(batch.size(), 2);
      for (int i = 0; i < batch.size(); i++) {
        out.values()[2 * i] = batch.ids()[i].length;
        out.values()[2 * i + 1] = batch.ids()[i].length;
      }
      tokens.add(batch.tokens());
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
    public int[] ends(String text) {
      throw new UnsupportedOperationException();
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
