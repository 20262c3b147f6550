package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every YAML file that is shipped is valid, and survives being resolved. */
class ShippedFilesTest {
  private static final Path LIBRARY = Path.of("dsl");
  private static final Pattern VARIABLE = Pattern.compile("env: *([A-Z0-9_]+)");

  @TempDir Path folder;

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("studies")
  void studiesLoadAndRoundTrip(Path file) throws IOException {
    var loader = new StudyLoader(LIBRARY, variablesOf(file));
    var study = loader.load(file, "");
    Path resolved = Files.writeString(folder.resolve("resolved.yaml"), study.yaml());
    var again = new StudyLoader(LIBRARY, Map.of()).load(resolved, "");
    assertThat(again.yaml()).isEqualTo(study.yaml());
    assertThat(again.hash()).isEqualTo(study.hash());
    assertThat(again.cells().stream().map(StudyCell::study))
        .isEqualTo(study.cells().stream().map(StudyCell::study).toList());
    assertThat(again.cells().stream().map(StudyCell::axes))
        .isEqualTo(study.cells().stream().map(StudyCell::axes).toList());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void recipesHaveNoProblem(Path file) {
    new StudyLoader(LIBRARY, Map.of()).check(file);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void presetsMakeABackbone(Path file) throws IOException {
    String name = LIBRARY.resolve("backbones").relativize(file).toString().replace(".yaml", "");
    var study =
        Workbench.in(folder)
            .only(Workbench.SMALL.replace("bm25", "dense") + "backbone: {preset: " + name + "}\n");
    assertThat(study.backbone()).get().isInstanceOf(Backbone.Preset.class);
  }

  static Stream<Path> studies() throws IOException {
    return yaml(Path.of("experiments"));
  }

  static Stream<Path> recipes() throws IOException {
    return yaml(LIBRARY.resolve("recipes"));
  }

  static Stream<Path> presets() throws IOException {
    return yaml(LIBRARY.resolve("backbones"));
  }

  static Stream<Path> yaml(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return Stream.of();
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  /** A value for each environment variable that the file's settings name. */
  private static Map<String, String> variablesOf(Path file) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    VARIABLE
        .matcher(Files.readString(file))
        .results()
        .forEach(found -> variables.put(found.group(1), "/data/" + found.group(1)));
    return variables;
  }
}
