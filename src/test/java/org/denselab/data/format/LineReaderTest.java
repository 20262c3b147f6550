package org.denselab.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
  @TempDir Path folder;

  private List<String> read(byte[] bytes) throws IOException {
    try (var lines = TextFile.lines(Files.write(folder.resolve("x"), bytes))) {
      return lines.map(Line::text).toList();
    }
  }

  private List<String> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void linesEndAtLineFeedsWithOrWithoutCarriageReturn() throws IOException {
    assertThat(read("a\r\n\n b\rc \nlast")).containsExactly("a", "", " b\rc ", "last");
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).containsExactly("");
    assertThat(read("\uFEFFfirst\n\uFEFFx\n")).containsExactly("first", "\uFEFFx");
  }

  @Test
  void aLineMayCrossTheBuffer() throws IOException {
    String wide = "ж".repeat(100_000);
    assertThat(read(wide + "\nx\n" + wide)).containsExactly(wide, "x", wide);
  }

  @Test
  void malformedBytesAreRefusedAtTheirLineAndByte() throws IOException {
    assertThat(read("a\n\uFFFD\n")).containsExactly("a", "\uFFFD");
    byte[] latin = "good\nna\u00efve\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(latin))
        .isInstanceOf(BadInput.class)
        .hasMessage(folder.resolve("x") + ":2: byte 3 is not UTF-8");
    assertThatThrownBy(() -> read("hello".getBytes(StandardCharsets.UTF_16)))
        .hasMessageContaining(":1: the text is UTF-16");
  }

  @Test
  void anEndlessLineIsRefusedWithoutBeingHeld() {
    var endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            given++;
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            java.util.Arrays.fill(bytes, offset, offset + length, (byte) 'x');
            given += length;
            return length;
          }
        };
    var reader = new LineReader(endless, Path.of("endless"));
    assertThatThrownBy(reader::next)
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("endless:1: the line is longer than 16 MiB");
    assertThat(endless.given).isLessThan(LineReader.LONGEST + (1 << 17));
  }
}
