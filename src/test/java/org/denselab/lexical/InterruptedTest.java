package org.denselab.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.data.Corpus;
import org.denselab.data.Document;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.denselab.mining.Miner;
import org.denselab.mining.MiningRules;
import org.denselab.mining.MiningRules.Pick;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexing and mining that were stopped in the middle end as if they had not been. */
class InterruptedTest {
  private static final Random RANDOM = new Random(5);
  private static final List<Document> DOCUMENTS =
      IntStream.range(0, 36).mapToObj(i -> new Document("d" + i, "", words(12))).toList();
  private static final List<Query> QUERIES =
      IntStream.range(0, 2500).mapToObj(i -> new Query("q" + i, words(3))).toList();

  @TempDir private Path folder;
  private Path work;

  @BeforeEach
  void interruptIndexing() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
    assertThatThrownBy(() -> build(stoppingAt(16), "broken", Progress.SILENT))
        .hasMessage("stopped");
    assertThat(folder.resolve("broken")).doesNotExist();
  }

  @Test
  void anIndexGoesOnAfterItsLastCommit() throws IOException {
    var progress = new Steps();
    build(new ListCorpus(DOCUMENTS), "resumed", progress);
    assertThat(progress.steps).startsWith(16L, 1L).hasSize(21);
    findsWhatAnUnbrokenIndexFinds("resumed");
  }

  @Test
  void aDamagedIndexIsMadeAgain() throws IOException {
    try (var files = Files.list(work.resolve("lucene"))) {
      Path largest =
          files.filter(file -> file.toString().endsWith(".cfs")).sorted().toList().get(0);
      byte[] bytes = Files.readAllBytes(largest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(largest, bytes);
    }
    startsAfresh(DOCUMENTS);
  }

  @Test
  void anIndexOfOtherPassagesIsMadeAgain() throws IOException {
    var others = new ArrayList<>(DOCUMENTS);
    others.set(3, new Document("d3", "", "something else"));
    startsAfresh(others);
    var fewer = DOCUMENTS.subList(0, 10);
    assertThatThrownBy(() -> build(stoppingAt(16), "again", Progress.SILENT));
    startsAfresh(fewer);
  }

  private void startsAfresh(List<Document> documents) {
    var progress = new Steps();
    build(new ListCorpus(documents), "afresh", progress);
    assertThat(progress.steps.subList(progress.steps.lastIndexOf(0L) + 1, progress.steps.size()))
        .hasSize(documents.size())
        .containsOnly(1L);
    try (var index = Bm25Index.open(folder.resolve("afresh"), Bm25.DEFAULT)) {
      assertThat(index.documents()).isEqualTo(documents.size());
    }
  }

  private void findsWhatAnUnbrokenIndexFinds(String name) throws IOException {
    Bm25Index.build(
        new ListCorpus(DOCUMENTS),
        folder.resolve("whole"),
        Analysis.DEFAULT,
        ListCorpus.kept(folder),
        Progress.SILENT);
    try (var whole = Bm25Index.open(folder.resolve("whole"), Bm25.DEFAULT);
        var resumed = Bm25Index.open(folder.resolve(name), Bm25.DEFAULT)) {
      assertThat(resumed.fingerprint()).isEqualTo(whole.fingerprint());
      assertThat(resumed.search(QUERIES, 20, 2, Progress.SILENT))
          .isEqualTo(whole.search(QUERIES, 20, 2, Progress.SILENT));
      minesTheSame(whole);
    }
  }

  private void minesTheSame(Bm25Index index) throws IOException {
    var grades = new HashMap<String, Map<String, Integer>>();
    for (int i = 0; i < QUERIES.size(); i++) grades.put("q" + i, Map.of("d" + i % 36, 1));
    var queries = new QuerySet("train", QUERIES, new Qrels(grades), Map.of());
    var rules = MiningRules.ofWindow(20, 2, 20, 5, Pick.SAMPLED, 1);
    var miner = new Miner(index.ranking(2), rules, "test");
    var unbroken =
        miner.mine("c", queries, new Pieces(ListCorpus.kept(folder), "queries"), Progress.SILENT);
    var kept = new Pieces(new Kept(work, Duration.ZERO), "queries");
    var stopping = new Steps();
    stopping.stopAt = 1500;
    assertThatThrownBy(() -> miner.mine("c", queries, kept, stopping)).hasMessage("stopped");
    var progress = new Steps();
    assertThat(miner.mine("c", queries, kept, progress)).isEqualTo(unbroken);
    assertThat(progress.steps).startsWith(1024L, 1L);
  }

  private void build(Corpus corpus, String name, Progress.Source progress) {
    var kept = new Kept(work, Duration.ZERO);
    Bm25Index.build(corpus, folder.resolve(name), Analysis.DEFAULT, kept, progress);
  }

  private static Corpus stoppingAt(int document) {
    return new Corpus() {
      @Override
      public long size() {
        return DOCUMENTS.size();
      }

      @Override
      public Stream<Document> documents() {
        return IntStream.range(0, DOCUMENTS.size())
            .mapToObj(
                i -> {
                  if (i == document) throw new IllegalStateException("stopped");
                  return DOCUMENTS.get(i);
                });
      }
    };
  }

  private static String words(int count) {
    var words = new StringBuilder();
    for (int i = 0; i < count; i++) words.append("w").append(RANDOM.nextInt(40)).append(' ');
    return words.toString();
  }

  /** What progress was reported. */
  private static final class Steps implements Progress.Source {
    private final List<Long> steps = new ArrayList<>();
    private int stopAt = Integer.MAX_VALUE;

    @Override
    public Progress start(String work, String unit, long total) {
      return new Progress() {
        @Override
        public synchronized void step(long count) {
          steps.add(count);
          if (steps.size() >= stopAt) throw new IllegalStateException("stopped");
        }

        @Override
        public void note(String remark) {}

        @Override
        public void close() {}
      };
    }
  }
}
