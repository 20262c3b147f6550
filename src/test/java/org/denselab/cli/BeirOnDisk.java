package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A generated collection on disk, and a study of BM25 on it. */
record BeirOnDisk(Path folder) {
  private static final int WORDS = 5_000;
  private static final int LENGTH = 12;

  /** Query {@code q7} is the beginning of document {@code d7}. */
  static BeirOnDisk write(Path folder, int documents, int queries) throws IOException {
    var random = new Random(7);
    List<String> corpus = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    List<String> qrels = new ArrayList<>(List.of("query-id\tcorpus-id\tscore"));
    for (int d = 0; d < documents; d++) {
      List<String> words = random.ints(LENGTH, 0, WORDS).mapToObj(w -> "w" + w).toList();
      corpus.add("{\"_id\":\"d%d\",\"text\":\"%s\"}".formatted(d, String.join(" ", words)));
      if (d >= queries) continue;
      String query = String.join(" ", words.subList(0, 6));
      asked.add("{\"_id\":\"q%d\",\"text\":\"%s\"}".formatted(d, query));
      qrels.add("q%d\td%d\t1".formatted(d, d));
    }
    Files.createDirectories(folder.resolve("qrels"));
    Files.write(folder.resolve("corpus.jsonl"), corpus);
    Files.write(folder.resolve("queries.jsonl"), asked);
    Files.write(folder.resolve("qrels/test.tsv"), qrels);
    return new BeirOnDisk(folder);
  }

  /** A study named {@code name} that expects {@code atLeast} of nDCG@10. */
  Path study(String name, double atLeast) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        study: %s
        question: Does the front door work?
        tasks:
          - {name: generated, data: "%s", metric: nDCG@10, splits: {test: test}}
        evaluate: {retrievers: [bm25]}
        expect:
          - {task: generated, retriever: bm25, metric: nDCG@10, at_least: %s}
        """
            .formatted(name, folder, atLeast));
  }
}
