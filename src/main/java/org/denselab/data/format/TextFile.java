package org.denselab.data.format;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;

/** UTF-8 text, gzipped where the name ends in {@code .gz}, read line by line. */
final class TextFile {
  /** Writes the characters of one file. */
  interface Body {
    void writeTo(Writer out) throws IOException;
  }

  private TextFile() {}

  /** The lines without their line ends; the caller closes the stream. */
  static Stream<Line> lines(Path file) {
    BufferedReader reader = open(file);
    var lines =
        new Spliterators.AbstractSpliterator<Line>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          private long number;

          @Override
          public boolean tryAdvance(Consumer<? super Line> action) {
            String text = next(reader, file, number + 1);
            if (text == null) return false;
            number++;
            // editors on Windows begin a file with a byte order mark
            if (number == 1 && text.startsWith("\uFEFF")) text = text.substring(1);
            action.accept(new Line(file, number, text));
            return true;
          }
        };
    return StreamSupport.stream(lines, false).onClose(() -> close(reader));
  }

  /** Replaces {@code file}, whole or not at all. */
  static void write(Path file, Body body) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          var bytes = file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out;
          var writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
          body.writeTo(writer);
          writer.flush();
          if (bytes instanceof GZIPOutputStream gzip) gzip.finish();
        });
  }

  private static BufferedReader open(Path file) {
    try {
      InputStream bytes = Files.newInputStream(file);
      try {
        if (file.toString().endsWith(".gz")) bytes = new GZIPInputStream(bytes, 1 << 16);
      } catch (IOException e) {
        bytes.close();
        throw e;
      }
      // a fresh decoder reports malformed bytes, where a charset would replace them silently
      return new BufferedReader(
          new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
    } catch (NoSuchFileException e) {
      throw new BadInput(file + ": no such file", e);
    } catch (IOException e) {
      throw unreadable(file, 1, e);
    }
  }

  private static String next(BufferedReader reader, Path file, long number) {
    try {
      return reader.readLine();
    } catch (IOException e) {
      throw unreadable(file, number, e);
    }
  }

  private static BadInput unreadable(Path file, long number, IOException cause) {
    String why =
        switch (cause) {
          case CharacterCodingException _ -> "at or after this line the text is not UTF-8";
          case ZipException _ -> "damaged gzip file (" + cause.getMessage() + ")";
          case java.io.EOFException _ -> "the gzip file ends too early";
          default -> "cannot be read (" + cause.getMessage() + ")";
        };
    return new BadInput(file + ":" + number + ": " + why, cause);
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
