package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Items;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.YamlReader;
import org.denselab.dsl.yaml.YamlWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What editors say by the JSON Schema and what the loader says. The schema never refuses what the
 * loader takes; it cannot see other files, other cells and sums, and sees all else.
 */
class SchemaAgreementTest {
  private static final SchemaCheck SCHEMA = SchemaCheck.of(Path.of("dsl", JsonSchema.STUDY));
  private static final Position AT = new Position("mutant", 1, 1);
  // problems of one value or one key, which every schema language can say
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?!.*settings)(?!.*sweep of tasks).*(unknown key|must be|must have|has no value).*");

  /** One study that writes nearly every key. */
  private static final String LARGE =
      """
      study: large
      question: Does it hold?
      seeds: [1, 2]
      settings: {rate: 0.01, name: {env: NAME, default: x, doc: a name}}
      data: {fraction: 0.5}
      backbone:
        preset: bert-2x128
        hidden_size: 128
        pooling: cls
        normalize: true
        tokenizer: {kind: bpe, text: a.txt}
        pretrain: {objective: mlm, text: a.txt, tokens: 4M, mask_probability: 0.2, seeds: [1, 2],
          optimizer: {kind: adam, betas: [0.9, 0.99]}, clip: none}
      tuning: {kind: lora, rank: 4, alpha: 8, lr: "${settings.rate}", targets: [query]}
      tasks:
        - name: search
          data: atlas/search
          metric: nDCG@10
          query: {length: 24, truncate: left, instruction: "${settings.name}"}
          negatives: {keep: 2}
          retrievers: [bm25, dense]
          splits: {dev: train}
        - {name: other, test: atlas/tools, train: a.jsonl, metric: RR@10(rel=2), in_batch: true}
      negatives: {source: bm25, depth: 50, window: [2, "${.depth}"], ratio: none}
      train: {steps: 50, checkpoints: [20, 50], lr: 1e-3, optimizer: adamw, dropout: false}
      select: last
      evaluate:
        splits: [dev, test]
        also: [AP, R@10]
        controls: [untrained]
        hybrid: {kind: score, weight: 0.3}
        lexical: {k1: 1.2, stemming: none}
        override: {query_length: 16}
      report: {examples: 3, texts: false}
      expect:
        - {task: search, retriever: dense, metric: nDCG@10, at_least: 0.2, delta_over: bm25}
      """;

  private static final String SWEPT =
      """
      study: swept
      settings: {low: 0.01}
      backbone: {preset: bert-2x128}
      tuning: {kind: full, rank: 4}
      tasks: [{name: search, data: atlas/search, metric: nDCG@10}]
      sweep:
        backbone.preset: [bert-2x128]
        tuning.kind: [full, lora]
        train.lr: [0.1, "${settings.low}"]
        tasks.search.query.length: [16]
        settings.low: [0.02]
        negatives: [none, {source: bm25, window: [1, 20]}]
      exclude: [{tuning.kind: full, train.lr: 0.1}]
      report: {delta: {over: tuning.kind, baseline: full}}
      expect:
        - {task: search, retriever: dense, metric: nDCG@10, where: {tuning.kind: full}, at_most: 0.9}
      """;

  @TempDir Path folder;

  private List<String> loader(String yaml) {
    return Workbench.in(folder).problems(yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tuning: lora",
        "tuning: {kind: \"${settings.k}\", rank: 2}\nsettings: {k: lora}",
        "train: {steps: \"${settings.n}0\", clip: \"${settings.c}\"}\nsettings: {n: 5, c: none}",
        "train: {optimizer: {eps: .5e-8}}",
        "negatives: \"${settings.n}\"\nsettings: {n: file}",
        "evaluate: {checkpoints: \"${settings.c}\"}\nsettings: {c: []}",
        "question: 5",
        "evaluate: {hybrid: {k: 50}}",
        "extends: recipes/contrastive\ntuning: {lr: 0.1}",
        "backbone: {pretrain: {objective: crop, text: a.txt, steps: 10}, preset: bert-2x128}",
        "backbone: {weights: models/minilm, pooling: cls}",
        "tasks: [{name: a, data: atlas/search, metric: AP}]",
      })
  void bothTake(String more) {
    String yaml = merged(Workbench.DENSE, more);
    assertThat(loader(yaml)).isEmpty();
    assertThat(SCHEMA.problems(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tuning: {kind: full, rank: 8}",
        "tuning: {kind: loar}",
        "tuning: {rank: 8}",
        "tuning: 5",
        "train: {steps: 0}",
        "train: {steps: 3000000000}",
        "train: {steps: ten}",
        "train: {steps: \"10\"}",
        "train: {stepps: 10}",
        "train: [1]",
        "train: {lr: .inf}",
        "train: {lr: .nan}",
        "train: {loss: tripled}",
        "train: {loss: {kind: triplet, margin: 3}}",
        "train: ",
        "study: a/b",
        "seeds: []",
        "seeds: [-1]",
        "seeds: [1, 1]",
        "negatives: {source: bm25, window: [1]}",
        "negatives: {source: dence}",
        "select: {rule: bets}",
        "tasks: [{name: a, data: atlas/search}]",
        "tasks: [{name: a, data: atlas/search, test: atlas/search, metric: AP}]",
        "tasks: [{name: a, metric: AP}]",
        "tasks: [{name: a, data: atlas/search, metric: NDGC@10}]",
        "tasks: {}",
        "backbone: {preset: bert-2x128, weights: models/x}",
        "backbone: {pooling: cls}",
        "backbone: {pretrain: {objective: crop, text: a, steps: 9, mask_probability: 0.1}}",
        "sweep: {train.lrr: [1, 2]}",
        "sweep: {train.lr: 1}",
        "sweep: {train.steps: [1, ten]}",
        "sweep: {seeds: [[1], [2]]}",
        "sweep: {settings: [1]}",
        "exclude: 3",
        "analysis: {prob: {}}",
        "extends: [a]",
        "settings: {a: {enw: X}}",
        "expect: [{task: search, retriever: dense, metric: nDCG@10, at_leest: 0.1}]",
        "expect: [{retriever: dense, metric: nDCG@10, at_least: 0.1}]",
      })
  void bothRefuse(String more) {
    String yaml = merged(Workbench.DENSE, more);
    assertThat(loader(yaml)).isNotEmpty();
    assertThat(SCHEMA.problems(yaml)).isNotEmpty();
  }

  /** {@code more} in place of the keys that it has. */
  private static String merged(String study, String more) {
    var keys = more.lines().map(line -> line.replaceAll(":.*", "")).toList();
    var kept = new ArrayList<String>();
    boolean skipping = false;
    for (String line : study.lines().toList()) {
      if (!line.startsWith(" ")) skipping = keys.contains(line.replaceAll(":.*", ""));
      if (!skipping) kept.add(line);
    }
    return String.join("\n", kept) + "\n" + more + "\n";
  }

  @Test
  void theTwoStudiesAreValid() {
    for (String yaml : List.of(LARGE, SWEPT)) {
      assertThat(loader(yaml)).isEmpty();
      assertThat(SCHEMA.problems(yaml)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("someMutants")
  void someMutantsAreJudgedAlike(String yaml) {
    judgedAlike(yaml);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("mutants")
  void allMutantsAreJudgedAlike(String yaml) {
    judgedAlike(yaml);
  }

  private void judgedAlike(String yaml) {
    List<String> loader = loader(yaml);
    List<String> schema = SCHEMA.problems(yaml);
    if (loader.isEmpty()) assertThat(schema).as("the schema alone refuses").isEmpty();
    if (loader.stream().anyMatch(problem -> PLAIN.matcher(problem).matches()))
      assertThat(schema).as("the loader alone refuses: %s", loader).isNotEmpty();
  }

  /** Every seventh, which is a value of each key and all sorts of wrong values. */
  static Stream<String> someMutants() {
    var all = mutants().toList();
    return IntStream.range(0, all.size()).filter(i -> i % 7 == 0).mapToObj(all::get);
  }

  static Stream<String> mutants() {
    return Stream.of(LARGE, SWEPT)
        .map(yaml -> YamlReader.read(yaml, AT, 0, new Problems()).orElseThrow())
        .flatMap(tree -> mutants(tree).stream())
        .map(YamlWriter::block);
  }

  /** Each value in turn replaced by one of another type, each key by one that there is not. */
  private static List<Node> mutants(Node tree) {
    List<Node> mutants = new ArrayList<>();
    for (String wrong : List.of("[7]", "{seven: 7}", "seven", "-7", "\"7\"", ""))
      mutants.add(
          YamlReader.read("- " + wrong, AT, 0, new Problems())
              .map(SchemaAgreementTest::item)
              .orElseThrow());
    switch (tree) {
      case Leaf _ -> {}
      case Items items -> {
        for (int i = 0; i < items.nodes().size(); i++) {
          int at = i;
          for (Node mutant : mutants(items.nodes().get(i))) {
            List<Node> nodes = new ArrayList<>(items.nodes());
            nodes.set(at, mutant);
            mutants.add(new Items(nodes, AT));
          }
        }
      }
      case Fields fields ->
          fields
              .entries()
              .forEach(
                  (key, entry) -> {
                    mutants.add(renamed(fields, key));
                    // what is wrong with a setting is wrong where it is read
                    if (key.equals("settings")) return;
                    for (Node mutant : mutants(entry.value())) {
                      Map<String, Entry> entries = new LinkedHashMap<>(fields.entries());
                      entries.put(key, new Entry(AT, mutant, 0));
                      mutants.add(new Fields(entries, AT));
                    }
                  });
    }
    return mutants;
  }

  private static Node item(Node list) {
    return ((Items) list).nodes().getFirst();
  }

  private static Fields renamed(Fields fields, String key) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    fields.entries().forEach((k, entry) -> entries.put(k.equals(key) ? k + "_x" : k, entry));
    return new Fields(entries, AT);
  }
}
