package org.denselab.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.Progress;
import org.denselab.text.HfTokenizer;
import org.denselab.text.Template;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldsTest {
  private static final String LONG = "one two three four five six seven eight";

  @TempDir private Path folder;

  @Test
  void evidenceIsReadOrCutOff() throws IOException {
    var golds =
        new Golds(
            Map.of("early", List.of(LONG), "late", List.of(LONG), "either", List.of(LONG, "eight")),
            Map.of("early", "two three", "late", "three four", "either", "eight"));
    assertThat(golds.known()).isTrue();
    within(golds, Template.bert(5), "early", "either");
    within(golds, Template.bert(6), "early", "either", "late");
    within(golds, Template.bert(5).withTruncate(Template.Truncate.LEFT), "either");
  }

  @Test
  void withoutItAGoldIsReadWholeOrNot() throws IOException {
    var golds =
        new Golds(
            Map.of("short", List.of("one two"), "long", List.of(LONG), "none", List.of()),
            Map.of());
    assertThat(golds.known()).isFalse();
    within(golds, Template.bert(5), "short");
    within(golds, Template.bert(10), "short", "long");
  }

  private void within(Golds golds, Template template, String... queries) throws IOException {
    var settings = TokenizerSettings.of(TokenizerSettings.Kind.WORDPIECE, 100);
    TokenizerTrainer.train(settings, Stream.of(LONG + " " + LONG), Progress.SILENT).write(folder);
    try (var tokenizer = HfTokenizer.open(folder)) {
      assertThat(golds.within(template.bind(tokenizer))).containsExactlyInAnyOrder(queries);
    }
  }
}
