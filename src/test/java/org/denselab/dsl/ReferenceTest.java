package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/dsl.md} describes every key as the schema has it. {@code mvn -q test
 * -Dtest=ReferenceTest -Ddocs=write} writes what follows the marker anew.
 */
class ReferenceTest {
  private static final Path FILE = Path.of("docs/dsl.md");
  private static final String MARKER =
      "<!-- generated from here: mvn -q test -Dtest=ReferenceTest -Ddocs=write -->\n";

  @Test
  void theReferenceIsThatOfTheSchema() throws IOException {
    String text = Files.readString(FILE);
    int end = text.indexOf(MARKER) + MARKER.length();
    String wanted = text.substring(0, end) + MarkdownReference.of(StudyLoader.SCHEMA);
    if ("write".equals(System.getProperty("docs"))) Files.writeString(FILE, wanted);
    else
      assertThat(text)
          .as("write it anew: mvn -q test -Dtest=JsonSchemaTest,ReferenceTest -Ddocs=write")
          .isEqualTo(wanted);
  }

  @Test
  void theExamplesOfTheReferenceAreValid() throws IOException {
    var blocks = Files.readString(FILE).split("```yaml\n", -1);
    for (int i = 1; i < blocks.length; i++) {
      Path file = Files.createTempFile("example", ".yaml");
      try {
        Files.writeString(file, blocks[i].substring(0, blocks[i].indexOf("```")));
        new StudyLoader(Path.of("dsl"), java.util.Map.of()).load(file, "");
      } finally {
        Files.delete(file);
      }
    }
    assertThat(blocks.length).isGreaterThan(1);
  }
}
