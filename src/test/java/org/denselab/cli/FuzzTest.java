package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.Pairs;
import org.denselab.data.format.QrelsFile;
import org.denselab.data.format.RunFile;
import org.denselab.dsl.StudyLoader;
import org.denselab.graph.Pooling;
import org.denselab.model.ModelFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Valid files, damaged at random: each is read or refused in a few lines, within seconds, and never
 * ends otherwise. {@code -Dseed=} repeats a run.
 */
class FuzzTest {
  private static final int FAST = 100;
  private static final int SLOW = 1_000;
  private static final int LONGEST = 4_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Head HEAD = new Head(Pooling.MEAN, OptionalInt.empty(), true);

  @TempDir Path folder;

  private interface Reader {
    void read(Path file) throws IOException;
  }

  /** A valid file, and what reads it. */
  private record Target(String name, byte[] whole, Reader reader) {}

  @Test
  void aHundredDamagedFiles() throws IOException {
    damage(FAST);
  }

  @Tag("slow")
  @Test
  void aThousandDamagedFiles() throws IOException {
    damage(SLOW);
  }

  private void damage(int cases) throws IOException {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("fuzz: -Dseed=" + seed);
    var targets = targets().values().stream().toList();
    for (int i = 0; i < cases; i++) {
      RandomGenerator random = new SplittableRandom(seed + i);
      Target target = targets.get(i % targets.size());
      byte[] bytes = new Mutation(random).of(target.whole());
      Path file = folder.resolve(target.name());
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      check("-Dseed=" + seed + ", case " + i + ", " + target.name(), target.reader(), file);
      Files.write(file, target.whole());
    }
  }

  private static void check(String name, Reader reader, Path file) {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          try {
            reader.read(file);
          } catch (BadInput e) {
            assertThat(e.getMessage()).as(name).isNotBlank().hasSizeLessThan(LONGEST);
            assertThat(e.getMessage()).as(name).doesNotContain("Exception", "\tat ");
          } catch (Throwable e) {
            fail(name, e);
          }
        },
        name);
  }

  private Map<String, Target> targets() throws IOException {
    var targets = new LinkedHashMap<String, Target>();
    add(
        targets,
        "study.yaml",
        Files.readAllBytes(Path.of("experiments/quickstart.yaml")),
        FuzzTest::study);
    Path golden = Path.of("src/test/resources/golden/bert");
    Files.createDirectories(folder.resolve("model"));
    for (String name : new String[] {"config.json", "model.safetensors"}) {
      byte[] whole = Files.readAllBytes(golden.resolve(name));
      Files.write(folder.resolve("model").resolve(name), whole);
      add(targets, "model/" + name, whole, file -> model(file.getParent()));
    }
    add(
        targets,
        "run.txt",
        text("q1 Q0 d1 1 2.5 t\nq1 Q0 d2 2 1.5e-3 t\nq2 Q0 d1 1 -7 t\n"),
        RunFile::read);
    add(targets, "qrels.txt", text("q1 0 d1 1\nq1 0 d2 0\nq2 0 d1 2\n"), QrelsFile::read);
    Reader beir = file -> collection(folder.resolve("beir"));
    String corpus =
        "{\"_id\": \"d1\", \"title\": \"One\", \"text\": \"a \\u00e9\"}\n"
            + "{\"_id\": \"d2\", \"text\": \"b\"}\n";
    beir(targets, "corpus.jsonl", corpus, beir);
    beir(
        targets,
        "queries.jsonl",
        "{\"_id\": \"q1\", \"text\": \"a\"}\n{\"_id\": \"q2\", \"text\": \"b\"}\n",
        beir);
    beir(targets, "qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t1\n", beir);
    pairs(
        targets,
        "flag.jsonl",
        "{\"query\": \"a\", \"pos\": [\"b\"], \"neg\": [\"c\", \"d\"], \"pos_scores\": [0.5],"
            + " \"neg_scores\": [0.1, 2e-3]}\n");
    pairs(
        targets,
        "tevatron.jsonl",
        "{\"query_id\": \"1\", \"query\": \"a\", \"positive_passages\": [{\"docid\": \"1\","
            + " \"title\": \"t\", \"text\": \"b\"}], \"negative_passages\": [{\"docid\": \"2\","
            + " \"text\": \"c\"}]}\n");
    pairs(
        targets,
        "triples.jsonl",
        "{\"anchor\": \"a\", \"positive\": \"b\", \"negative\": \"c\"}\n");
    pairs(
        targets,
        "dpr.json",
        "[{\"question\": \"a\", \"answers\": [\"b\"], \"positive_ctxs\": [{\"title\": \"t\","
            + " \"text\": \"b\", \"score\": 1.5, \"passage_id\": \"1\"}], \"negative_ctxs\": [],"
            + " \"hard_negative_ctxs\": [{\"title\": \"t\", \"text\": \"c\", \"score\": 0,"
            + " \"passage_id\": \"2\"}]}]\n");
    pairs(
        targets, "sts.tsv", "score\tsentence1\tsentence2\n4.5\ta cat\ta cat sits\n0.5\tno\tyes\n");
    return targets;
  }

  private void beir(Map<String, Target> targets, String name, String whole, Reader reader)
      throws IOException {
    Path file = folder.resolve("beir").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, whole);
    add(targets, "beir/" + name, text(whole), reader);
  }

  private static void pairs(Map<String, Target> targets, String name, String whole) {
    add(targets, name, text(whole), file -> data(file.toString()));
  }

  private static void add(Map<String, Target> targets, String name, byte[] whole, Reader reader) {
    targets.put(name, new Target(name, whole, reader));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void study(Path file) {
    new StudyLoader(Path.of("dsl"), Map.of()).load(file, "");
  }

  /** The tokenizer is missing: what is refused last, once config and weights are read. */
  private static void model(Path folder) throws IOException {
    ModelFolder.foreign(folder, HEAD, 1).close();
  }

  private static void collection(Path folder) {
    data(folder.toString());
  }

  private static void data(String spec) {
    switch (Datasets.open(spec)) {
      case Collection collection -> {
        for (String split : collection.splits()) {
          collection.queries(split);
          collection.missingDocuments(split);
        }
        collection.corpus().size();
        collection.fingerprint();
      }
      case Pairs pairs -> pairs.fingerprint();
    }
  }
}
