package org.denselab.data.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Lines of UTF-8, each at most {@link #LONGEST} bytes: a file that is one endless line must not
 * take the memory down with it. Malformed bytes are refused at their line and byte, where a charset
 * would replace them silently. A line ends at a line feed, before which one carriage return counts
 * as part of the end.
 */
final class LineReader implements AutoCloseable {
  /** A whole book is less. */
  static final int LONGEST = 16 << 20;

  private static final char REPLACEMENT = '\uFFFD';

  private final InputStream bytes;
  private final Path file;
  private final byte[] buffer = new byte[1 << 16];
  private byte[] line = new byte[1 << 10];
  private int from;
  private int to;
  private long number;

  LineReader(InputStream bytes, Path file) {
    this.bytes = bytes;
    this.file = file;
  }

  /** The number of the line that was read last, counted from 1. */
  long number() {
    return number;
  }

  /**
   * The next line without its end, null after the last.
   *
   * @throws org.denselab.base.BadInput naming file, line and byte
   */
  Line next() throws IOException {
    int length = 0;
    while (true) {
      if (from == to && !fill()) {
        if (length == 0) return null;
        number++;
        return decode(length);
      }
      int end = from;
      while (end < to && buffer[end] != '\n') end++;
      length = append(length, end);
      from = end;
      if (end < to) {
        from++;
        number++;
        return decode(length > 0 && line[length - 1] == '\r' ? length - 1 : length);
      }
    }
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, bytes.read(buffer));
    return to > 0;
  }

  private int append(int length, int end) {
    int sum = length + end - from;
    if (sum > LONGEST)
      throw new Line(file, number + 1, "")
          .error("the line is longer than %d MiB: is this a text file?".formatted(LONGEST >> 20));
    if (sum > line.length) line = Arrays.copyOf(line, Math.max(sum, 2 * line.length));
    System.arraycopy(buffer, from, line, length, end - from);
    return sum;
  }

  private Line decode(int length) {
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    if (number == 1) text = withoutMark(text);
    if (text.indexOf(REPLACEMENT) >= 0) refuseMalformed(length);
    return new Line(file, number, text);
  }

  /** Editors on Windows begin a file with a byte order mark. */
  private String withoutMark(String text) {
    int mark = ((line[0] & 0xFF) << 8) | (line[1] & 0xFF);
    boolean wide = mark == 0xFEFF || mark == 0xFFFE;
    if (wide) throw new Line(file, 1, "").error("the text is UTF-16; save it as UTF-8");
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private void refuseMalformed(int length) {
    var in = ByteBuffer.wrap(line, 0, length);
    try {
      // the text may hold U+FFFD itself; only this says so
      StandardCharsets.UTF_8.newDecoder().decode(in);
    } catch (CharacterCodingException e) {
      throw new Line(file, number, "").error("byte %d is not UTF-8".formatted(in.position() + 1));
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
