package org.denselab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Collections and files of records that are broken, each through a study that plans with them. */
class BadDataTest {
  private static final String CORPUS =
      """
      {"_id": "d1", "title": "One", "text": "first passage"}
      {"_id": "d2", "title": "", "text": "second passage"}
      {"_id": "d3", "text": "third passage"}
      """;
  private static final String QUERIES =
      """
      {"_id": "q1", "text": "first"}
      {"_id": "q2", "text": "second"}
      """;
  private static final String QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t1\n";
  private static final String STUDY =
      """
      study: bad
      tasks: [{name: t, data: "%s/beir", metric: nDCG@10}]
      evaluate: {retrievers: [bm25]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("cases")
  void isRefused(Refusal bad) throws IOException {
    bad.check(folder);
  }

  static Stream<Refusal> cases() {
    return Stream.of(
        without("corpus.jsonl", "beir: no corpus.jsonl nor corpus.jsonl.gz"),
        without("queries.jsonl", "beir: no queries.jsonl nor"),
        without("qrels/test.tsv", "beir: no qrels/<split>.tsv"),
        beir(
            "a folder as corpus",
            f -> Files.createDirectories(f.resolve("beir/corpus.jsonl")),
            "corpus.jsonl",
            "folder"),
        corpus("a broken line", "{\"_id\": \"d4\", \"text\": \"x\"", "corpus.jsonl:4:", "JSON"),
        corpus("not an object", "[1, 2]", "corpus.jsonl:4: expected a JSON object, found ARRAY"),
        corpus("no id", "{\"text\": \"x\"}", "corpus.jsonl:4: no \"_id\" among text"),
        corpus(
            "an empty id", "{\"_id\": \" \", \"text\": \"x\"}", "corpus.jsonl:4: \"_id\" is empty"),
        corpus(
            "an id that is a list",
            "{\"_id\": [1], \"text\": \"x\"}",
            "corpus.jsonl:4: \"_id\" must be text, but is ARRAY"),
        corpus(
            "text that is a map",
            "{\"_id\": \"d4\", \"text\": {}}",
            "corpus.jsonl:4: \"text\" must be text, but is OBJECT"),
        corpus(
            "no text",
            "{\"_id\": \"d4\"}",
            "corpus.jsonl:4: a document needs \"text\" or \"title\"; it has _id"),
        corpus(
            "an id twice",
            "{\"_id\": \"d1\", \"text\": \"x\"}",
            "corpus.jsonl:4: document id d1 occurs twice"),
        corpus(
            "a key twice",
            "{\"_id\": \"d4\", \"_id\": \"d5\", \"text\": \"x\"}",
            "corpus.jsonl:4:",
            "stands twice"),
        corpus(
            "an id with a blank",
            "{\"_id\": \"d 4\", \"text\": \"x\"}",
            "corpus.jsonl:4: id \"d 4\" holds a blank"),
        corpus("two objects", "{\"_id\": \"d4\", \"text\": \"x\"} {}", "corpus.jsonl:4:"),
        corpus(
            "deep JSON",
            "{\"_id\": \"d4\", \"text\": " + "[".repeat(5000),
            "corpus.jsonl:4:",
            "100"),
        corpus(
            "a long number",
            "{\"_id\": " + "9".repeat(5000) + ", \"text\": \"x\"}",
            "corpus.jsonl:4:",
            "1000"),
        bytes(
            "broken UTF-8",
            "corpus.jsonl",
            "{\"_id\": \"d1\", \"text\": \"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1),
            "corpus.jsonl:1: byte 24 is not UTF-8"),
        bytes(
            "UTF-16",
            "corpus.jsonl",
            CORPUS.getBytes(StandardCharsets.UTF_16),
            "corpus.jsonl:1:",
            "UTF-16"),
        bytes(
            "NUL",
            "corpus.jsonl",
            "{\"_id\": \"d1\", \"text\": \"a\0b\"}\n".getBytes(StandardCharsets.UTF_8),
            "corpus.jsonl:1:"),
        bytes("an empty corpus", "corpus.jsonl", new byte[0], "corpus.jsonl: holds no document"),
        bytes(
            "blank lines",
            "corpus.jsonl",
            "\n\n \n".getBytes(StandardCharsets.UTF_8),
            "corpus.jsonl: holds no document"),
        gzipped(
            "a cut gzip file",
            f -> BadGzip.cut(f.resolve("beir/corpus.jsonl.gz"), CORPUS),
            "corpus.jsonl.gz:",
            "ends too early"),
        gzipped(
            "no gzip file",
            f -> Files.writeString(f.resolve("beir/corpus.jsonl.gz"), CORPUS),
            "corpus.jsonl.gz:1:",
            "gzip"),
        gzipped(
            "a gzip file of no bytes",
            f -> Files.write(f.resolve("beir/corpus.jsonl.gz"), new byte[0]),
            "corpus.jsonl.gz:1:",
            "gzip"),
        gzipped(
            "a damaged gzip file",
            f -> BadGzip.damaged(f.resolve("beir/corpus.jsonl.gz"), CORPUS),
            "corpus.jsonl.gz:",
            "damaged gzip file"),
        gzipped(
            "a gigabyte on one line",
            f -> BadGzip.gigabyte(f.resolve("beir/corpus.jsonl.gz"), (byte) 'a'),
            "corpus.jsonl.gz:1: the line is longer than 16 MiB"),
        gzipped(
            "a gigabyte of NUL",
            f -> BadGzip.gigabyte(f.resolve("beir/corpus.jsonl.gz"), (byte) 0),
            "corpus.jsonl.gz:1: the line is longer than 16 MiB"),
        beir(
            "two corpora",
            f -> BadGzip.whole(f.resolve("beir/corpus.jsonl.gz"), CORPUS),
            "has both corpus.jsonl and corpus.jsonl.gz; keep one"),
        query(
            "an id twice",
            "{\"_id\": \"q1\", \"text\": \"x\"}",
            "queries.jsonl:3: query id q1 occurs twice"),
        query("no text", "{\"_id\": \"q3\"}", "queries.jsonl:3: no \"text\" among _id"),
        query("a broken line", "nonsense", "queries.jsonl:3:", "nonsense"),
        bytes(
            "an empty query",
            "queries.jsonl",
            QUERIES.replace("\"first\"", "\" \"").getBytes(StandardCharsets.UTF_8),
            "queries.jsonl: judged query q1 has no text"),
        qrels(
            "a query that is not there",
            "q9\td1\t1",
            "qrels/test.tsv",
            "judged query q9 is not in"),
        qrels("two columns", "q1 d3", "qrels/test.tsv:4: expected 3 columns as above, found 2"),
        qrels(
            "five columns",
            "q1\t0\td3\t1\t5",
            "qrels/test.tsv:4: expected 3 columns as above, found 5"),
        qrels(
            "half a grade",
            "q1\td3\t0.5",
            "qrels/test.tsv:4: the grade must be a whole number, but is '0.5'"),
        qrels(
            "a word as grade",
            "q1\td3\thigh",
            "qrels/test.tsv:4: the grade must be a whole number, but is 'high'"),
        qrels(
            "a grade past int",
            "q1\td3\t3000000000",
            "qrels/test.tsv:4: the grade must be a whole number"),
        qrels(
            "judged twice",
            "q1\td1\t0",
            "qrels/test.tsv:4: document d1 is judged twice for query q1"),
        bytes("empty qrels", "qrels/test.tsv", new byte[0], "qrels/test.tsv", "no judgment"),
        bytes(
            "a header alone",
            "qrels/test.tsv",
            "query-id\tcorpus-id\tscore\n".getBytes(StandardCharsets.UTF_8),
            "qrels/test.tsv",
            "no judgment"),
        bytes(
            "only orphans",
            "qrels/test.tsv",
            "q1\tx1\t1\nq2\tx2\t1\n".getBytes(StandardCharsets.UTF_8),
            "qrels/test.tsv",
            "corpus"),
        data("a missing folder", "@/nothing", "s.yaml:2:", "nothing: no such file or folder"),
        data("a bundled name", "atlas/serach", "s.yaml:2:", "did you mean atlas/search?"),
        data("a file of no kind", "@/s.yaml", "is no format known here"),
        data("a circle of links", "@/loop", "s.yaml:2:", "loop"),
        data("NUL in a path", "\\0", "s.yaml:2:"));
  }

  private static Refusal beir(String name, Refusal.Layout more, String... says) {
    return Refusal.of(
        name,
        folder -> {
          layOut(folder);
          if (name.contains("folder as corpus")) Files.delete(folder.resolve("beir/corpus.jsonl"));
          more.into(folder);
        },
        List.of("exp=@/s.yaml", "store=@/store"),
        says);
  }

  private static void layOut(Path folder) throws IOException {
    Refusal.text(folder, "beir/corpus.jsonl", CORPUS);
    Refusal.text(folder, "beir/queries.jsonl", QUERIES);
    Refusal.text(folder, "beir/qrels/test.tsv", QRELS);
    Refusal.text(folder, "s.yaml", STUDY.formatted(folder));
  }

  private static Refusal without(String file, String... says) {
    return beir("without " + file, f -> Files.delete(f.resolve("beir").resolve(file)), says);
  }

  private static Refusal corpus(String name, String line, String... says) {
    return bytes(
        "corpus: " + name,
        "corpus.jsonl",
        (CORPUS + line + "\n").getBytes(StandardCharsets.UTF_8),
        says);
  }

  private static Refusal query(String name, String line, String... says) {
    return bytes(
        "queries: " + name,
        "queries.jsonl",
        (QUERIES + line + "\n").getBytes(StandardCharsets.UTF_8),
        says);
  }

  private static Refusal qrels(String name, String line, String... says) {
    return bytes(
        "qrels: " + name,
        "qrels/test.tsv",
        (QRELS + line + "\n").getBytes(StandardCharsets.UTF_8),
        says);
  }

  private static Refusal bytes(String name, String file, byte[] bytes, String... says) {
    return beir(name, f -> Refusal.bytes(f, "beir/" + file, bytes), says);
  }

  private static Refusal gzipped(String name, Refusal.Layout corpus, String... says) {
    return beir(
        name,
        f -> {
          Files.delete(f.resolve("beir/corpus.jsonl"));
          corpus.into(f);
        },
        says);
  }

  private static Refusal data(String name, String data, String... says) {
    return Refusal.of(
        name,
        folder -> {
          layOut(folder);
          Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
          Refusal.text(
              folder, "s.yaml", STUDY.replace("%s/beir", data.replace("@", folder.toString())));
        },
        List.of("exp=@/s.yaml", "store=@/store"),
        says);
  }
}
