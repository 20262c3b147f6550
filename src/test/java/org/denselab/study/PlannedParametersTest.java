package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.denselab.dsl.StudyLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** A plan prints the number of parameters that a backbone is published with. */
class PlannedParametersTest {
  @TempDir private Path folder;

  private String line(String backbone) throws IOException {
    Path yaml = folder.resolve("parameters.yaml");
    Files.writeString(
        yaml,
        """
        study: parameters
        backbone: {%s}
        tuning: {kind: none}
        tasks: [{name: search, data: atlas/search, metric: nDCG@10}]
        evaluate: {retrievers: [dense]}
        """
            .formatted(backbone));
    var cell = new StudyLoader(Path.of("dsl"), Map.of()).load(yaml, "").cells().getFirst();
    return new CellTowers(cell).parameters().orElseThrow();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/dsl/published-parameters.csv", numLinesToSkip = 1)
  void thePublishedNumberIsPrinted(String preset, long here, long published) throws IOException {
    String line = line("preset: " + preset);
    assertThat(line).startsWith("%s has %,d, ".formatted(preset, here));
    if (here == published) assertThat(line).contains("; as published");
    else assertThat(line).containsPattern("; %,d with its .*, as published".formatted(published));
    assertThat(line("preset: %s, project: 64".formatted(preset))).contains("as published");
  }

  /** Nor of a preset with other numbers: that was published by nobody. */
  @Test
  void ofOthersNothingIsSaid() throws IOException {
    assertThat(line("preset: bert-2x128")).doesNotContain("published");
    assertThat(line("preset: llama-2-7b, num_hidden_layers: 3")).doesNotContain("published");
  }
}
