package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;

/**
 * A small study of a searched and a scored task, which chooses on dev what a test sets.
 *
 * @param folder that it lies in, and the store beside it
 */
record ChoosingStudy(Path folder) {
  private static final String STUDY =
      """
      study: tiny
      seeds: [1, 2]
      backbone:
        preset: bert-2x128
        num_hidden_layers: 1
        hidden_size: 32
        num_attention_heads: 2
        intermediate_size: 64
        vocab_size: 300
        project: 16
      tuning: {kind: full}
      tasks:
        - {name: shelf, data: '%1$s/shelf', metric: nDCG@10, splits: {hold_out: 0.4}}
        - {name: alike, train: '%1$s/triples.jsonl', test: '%1$s/pairs.tsv', dev: '%1$s/dev.tsv', metric: spearman, negatives: {source: file}, retrievers: [dense]}
      negatives: {source: bm25, depth: 20, window: [1, 20], keep: 1}
      train: {steps: 6, checkpoints: [2, 4, 6], batch: 8, lr: 1.0e-2, query_length: 12, passage_length: 24}
      evaluate: {retrievers: [dense]}
      """;

  static final String RATES = "train.checkpoints=[6],sweep.train.lr=[1.0e-5, 3.0e-2, 0.3],";
  static final String BEST_RATE = "select={rule: best, over: [train.lr]}," + RATES;
  static final String ON_DEV = "evaluate.splits=[dev]";
  static final String ON_TEST = "evaluate.splits=[test]";

  StudyPlan plan(String set) throws IOException {
    Path yaml = folder.resolve("tiny.yaml");
    if (!Files.exists(yaml)) {
      TinyCollection.write(folder.resolve("shelf"), folder.resolve("text.txt"));
      pairs();
      Files.writeString(yaml, STUDY.formatted(folder));
    }
    return StudyPlanner.plan(new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, set));
  }

  private void pairs() throws IOException {
    List<String> triples = new ArrayList<>();
    List<String> pairs = new ArrayList<>(List.of("score\tsentence1\tsentence2"));
    List<String> dev = new ArrayList<>(pairs);
    for (String thing : List.of("lamp", "kettle", "violin", "basket", "anvil", "ribbon"))
      for (String colour : List.of("red", "green", "blue")) {
        triples.add(
            "{\"anchor\": \"a %s %s\", \"positive\": \"the %s is %s\", \"negative\": \"no %s is %s\"}"
                .formatted(colour, thing, thing, colour, thing, colour));
        (triples.size() % 2 == 0 ? pairs : dev)
            .add(
                triples.size() % 5
                    + "\ta "
                    + colour
                    + " "
                    + thing
                    + "\ta "
                    + thing
                    + " on a shelf");
      }
    Files.write(folder.resolve("triples.jsonl"), triples);
    Files.write(folder.resolve("pairs.tsv"), pairs);
    Files.write(folder.resolve("dev.tsv"), dev);
  }

  StudyResult run(StudyPlan plan) throws IOException {
    return StudyRun.run(plan, store(), Progress.SILENT, "test");
  }

  Store store() {
    return new Store(folder.resolve("store"));
  }

  /** The row of the table of choices that a model has. */
  static List<Exhibit.Entry> chosen(StudyResult result, String among, String model) {
    return result.exhibits().stream()
        .filter(e -> e.title().equals("Chosen on dev: " + among))
        .flatMap(e -> ((Exhibit.Table) e).rows().stream())
        .filter(row -> row.getFirst().text().equals(model))
        .findFirst()
        .orElseThrow();
  }
}
