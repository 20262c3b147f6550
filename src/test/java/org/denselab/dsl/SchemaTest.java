package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.dsl.schema.Field;
import org.denselab.dsl.schema.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the records say about themselves. */
class SchemaTest {
  @TempDir Path folder;

  @Test
  void everyKeyIsDescribedInOneLine() {
    List<String> poor = new ArrayList<>();
    collect("", StudyLoader.SCHEMA, poor);
    assertThat(poor).isEmpty();
  }

  private static void collect(String path, Type type, List<String> poor) {
    switch (type) {
      case Type.Maybe maybe -> collect(path, maybe.of(), poor);
      case Type.Items items -> collect(path, items.of(), poor);
      case Type.Entries entries -> collect(path, entries.of(), poor);
      case Type.OneOf kinds -> kinds.kinds().values().forEach(kind -> collect(path, kind, poor));
      case Type.Section section -> {
        for (Field field : section.fields()) {
          String key = path + "." + field.key();
          if (!field.inline() && (field.doc().isBlank() || field.doc().length() > 100))
            poor.add(key);
          collect(key, field.type(), poor);
        }
      }
      default -> {}
    }
  }

  @Test
  void everyDefaultCanBeRead() {
    // keys of kinds that no default chooses
    String yaml =
        """
        study: dense
        backbone:
          preset: bert-2x128
          pretrain: {objective: mlm, text: a.txt, steps: 3}
        tuning: lora
        tasks: [{name: a, data: atlas/search, metric: AP}]
        negatives: bm25
        train: {optimizer: adam}
        evaluate: {hybrid: score}
        """;
    var bench = Workbench.in(folder);
    assertThat(bench.problems(yaml)).isEmpty();
    assertThat(bench.problems(yaml.replace("mlm", "crop").replace("lora", "full"))).isEmpty();
    assertThat(bench.problems(yaml.replace("bm25", "file"))).isEmpty();
  }

  @Test
  void placesAreThoseOfTheValueOrOfItsSection() {
    var cell =
        Workbench.in(folder)
            .load(Workbench.DENSE.replace("full", "lora, targets: [query]"))
            .cells()
            .getFirst();
    assertThat(cell.position("tuning.targets").toString()).endsWith("study.yaml:3:31");
    assertThat(cell.position("tuning.targets.0").toString()).endsWith("study.yaml:3:32");
    assertThat(cell.position("tuning.alpha").toString()).endsWith("study.yaml:3:9");
    assertThat(cell.position("tasks.search.metric").toString()).endsWith("study.yaml:5:48");
    assertThat(cell.position("tasks.0.metric")).isEqualTo(cell.position("tasks.search.metric"));
    assertThat(cell.position("train.lr").toString()).endsWith("study.yaml:1:1");
    assertThat(cell.position("backbone.hidden_size").toString())
        .isEqualTo(Path.of("dsl/backbones/bert-2x128.yaml") + ":5:14");
  }
}
