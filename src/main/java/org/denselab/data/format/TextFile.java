package org.denselab.data.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
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
    var reader = new LineReader(open(file), file);
    var lines =
        new Spliterators.AbstractSpliterator<Line>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super Line> action) {
            Line line = next(reader, file);
            if (line == null) return false;
            action.accept(line);
            return true;
          }
        };
    return StreamSupport.stream(lines, false).onClose(() -> close(reader));
  }

  /** The lines that are not blank. */
  static Stream<Line> filled(Path file) {
    return lines(file).filter(line -> !line.isBlank());
  }

  /** Replaces {@code file}, whole or not at all. */
  static void write(Path file, Body body) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          var bytes = gzipped(file) ? new GZIPOutputStream(out, 1 << 16) : out;
          var writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
          body.writeTo(writer);
          writer.flush();
          if (bytes instanceof GZIPOutputStream gzip) gzip.finish();
        });
  }

  /** The name without {@code .gz}. */
  static String plainName(Path file) {
    String name = file.getFileName().toString();
    return gzipped(file) ? name.substring(0, name.length() - 3) : name;
  }

  /** The bytes, unpacked. */
  static InputStream open(Path file) {
    if (Files.isDirectory(file)) throw new BadInput(file + ": is a folder, expected a file");
    try {
      InputStream bytes = Files.newInputStream(file);
      try {
        return gzipped(file) ? new GZIPInputStream(bytes, 1 << 16) : bytes;
      } catch (IOException e) {
        bytes.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new BadInput(file + ": no such file", e);
    } catch (IOException e) {
      throw unreadable(file, 1, e);
    }
  }

  static BadInput unreadable(Path file, long number, IOException cause) {
    String why =
        switch (cause) {
          case ZipException _ -> "damaged gzip file (" + cause.getMessage() + ")";
          case java.io.EOFException _ -> "the gzip file ends too early";
          default -> "cannot be read (" + cause.getMessage() + ")";
        };
    return new BadInput(file + ":" + number + ": " + why, cause);
  }

  private static boolean gzipped(Path file) {
    return file.toString().endsWith(".gz");
  }

  private static Line next(LineReader reader, Path file) {
    try {
      return reader.next();
    } catch (IOException e) {
      throw unreadable(file, reader.number() + 1, e);
    }
  }

  private static void close(LineReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
