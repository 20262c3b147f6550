package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The JSON Schemas in {@code dsl/} are those of the records. {@code mvn -q test
 * -Dtest=JsonSchemaTest -Ddocs=write} writes them anew.
 */
class JsonSchemaTest {
  private static final Path FOLDER = Path.of("dsl");

  @Test
  void theSchemasAreThoseOfTheRecords() throws IOException {
    for (Map.Entry<String, String> file : JsonSchema.files(FOLDER).entrySet()) {
      Path path = FOLDER.resolve(file.getKey());
      if ("write".equals(System.getProperty("docs"))) Files.writeString(path, file.getValue());
      else
        assertThat(path)
            .as("write it anew: mvn -q test -Dtest=JsonSchemaTest,ReferenceTest -Ddocs=write")
            .content()
            .isEqualTo(file.getValue());
    }
  }
}
