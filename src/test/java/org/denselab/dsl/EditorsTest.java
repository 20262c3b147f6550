package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every YAML file names its JSON Schema, as editors read it, and is valid by it. */
class EditorsTest {
  private static final String HEAD = "# yaml-language-server: $schema=";

  @ParameterizedTest
  @MethodSource("files")
  void filesNameTheirSchemaAndFulfilIt(Path file) throws IOException {
    String yaml = Files.readString(file);
    String first = yaml.lines().findFirst().orElse("");
    assertThat(first).as("the first line names the schema").startsWith(HEAD);
    Path schema = file.resolveSibling(first.substring(HEAD.length())).normalize();
    assertThat(schema.getParent()).isEqualTo(Path.of("dsl"));
    assertThat(SchemaCheck.of(schema).problems(yaml)).isEmpty();
  }

  static Stream<Path> files() throws IOException {
    return Stream.concat(
        ShippedFilesTest.yaml(Path.of("dsl")), ShippedFilesTest.yaml(Path.of("experiments")));
  }
}
