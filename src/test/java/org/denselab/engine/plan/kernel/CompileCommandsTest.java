package org.denselab.engine.plan.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the JVM is told not to inline is there. */
class CompileCommandsTest {
  private static final String FILE = "src/main/jvm/compile-commands.txt";
  private static final Pattern LINE = Pattern.compile("dontinline (\\S+)::(\\w+)");

  @Test
  void everyLineNamesAMethod() throws IOException, ClassNotFoundException {
    List<String> lines = Files.readAllLines(Path.of(FILE));
    assertThat(lines.getFirst()).isEqualTo("quiet");
    for (String line : lines.subList(1, lines.size())) {
      var form = LINE.matcher(line);
      assertThat(form.matches()).as(line).isTrue();
      assertThat(Arrays.stream(Class.forName(form.group(1)).getDeclaredMethods()))
          .as(line)
          .extracting(Method::getName)
          .contains(form.group(2));
    }
  }
}
