package org.denselab.study.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.denselab.study.stage.PresetParametersTest.PRESETS;
import static org.denselab.study.stage.PresetParametersTest.besidesEmbeddings;
import static org.denselab.study.stage.PresetParametersTest.outline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.denselab.GeneratedDocs;
import org.denselab.backbone.BackboneConfig;
import org.denselab.dsl.Backbone;
import org.denselab.study.stage.PresetParametersTest.Besides;
import org.junit.jupiter.api.Test;

/** The table of presets in {@code docs/backbones.md}, from their files and the published counts. */
class PresetTableTest {
  private static final Path FILE = Path.of("docs/backbones.md");
  private static final Path PUBLISHED = Path.of("src/test/resources/dsl/published-parameters.csv");

  private record Published(String preset, long parameters, Besides besides) {
    Backbone.Preset backbone() {
      return PRESETS.backbone(preset);
    }

    BackboneConfig config() {
      return Architectures.config(backbone().architecture());
    }
  }

  private static List<Published> published() throws IOException {
    return Files.readAllLines(PUBLISHED).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(cells -> new Published(cells[0], Long.parseLong(cells[2]), Besides.valueOf(cells[3])))
        .sorted(
            Comparator.comparing((Published each) -> each.config().family())
                .thenComparingLong(Published::parameters)
                .thenComparing(Published::preset))
        .toList();
  }

  @Test
  void theTableIsThatOfTheFiles() throws IOException {
    var lines =
        new ArrayList<>(
            List.of(
                "| preset | family | parameters | besides embeddings | as published | tokens read |"
                    + " made for | pooling | license |",
                "| --- | --- | ---: | ---: | --- | ---: | ---: | --- | --- |"));
    for (Published each : published()) lines.add(row(each));
    lines.add("");
    lines.add("From scratch: " + small() + ".");
    GeneratedDocs.check(FILE, "presets", String.join("\n", lines));
  }

  private static String row(Published each) {
    Backbone.Preset preset = each.backbone();
    var facts = preset.facts();
    assertThat(facts.license()).as("license of %s", each.preset()).isPresent();
    BackboneConfig config = each.config();
    var outline = outline(config);
    return String.format(
        Locale.ROOT,
        "| `%s`%s | %s | %,d | %,d | %s | %s | %s | %s | %s |",
        each.preset(),
        facts.chat() ? ", chat" : "",
        config.family(),
        outline.elements(),
        besidesEmbeddings(outline),
        published(each),
        facts.tokensSeen().map(Object::toString).orElse(""),
        config.maxLength() == BackboneConfig.ROTARY_LENGTH
            ? "any"
            : String.format(Locale.ROOT, "%,d", config.maxLength()),
        BackboneStage.head(preset).pooling().key(),
        facts.license().get());
  }

  private static String published(Published each) {
    return switch (each.besides()) {
      case NOTHING -> "the same";
      case POOLER -> String.format(Locale.ROOT, "%,d with its pooler", each.parameters());
      case LM_HEAD, LM_HEAD_WITH_BIAS ->
          String.format(Locale.ROOT, "%,d with its head", each.parameters());
    };
  }

  /** All others, which nobody published. */
  private static String small() throws IOException {
    List<String> published = published().stream().map(Published::preset).toList();
    return PRESETS.names().stream()
        .filter(name -> !published.contains(name))
        .peek(name -> assertThat(PRESETS.backbone(name).facts().license()).as(name).isEmpty())
        .map(name -> "`" + name + "`")
        .collect(Collectors.joining(", "));
  }
}
