package org.denselab.base;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that lasts is written here: beside, synced, renamed, so that a file or folder under its final
 * name is whole. What cannot be written is a {@link WriteFailure}.
 */
public final class AtomicFiles {
  /** What is written to; {@link Disk#REAL} unless a test says otherwise. */
  public static final ScopedValue<Disk> DISK = ScopedValue.newInstance();

  /** Writes the bytes of one file. */
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private interface Step {
    void take(Disk disk) throws IOException;
  }

  private AtomicFiles() {}

  /** {@code work} for another thread, where it writes to what this one writes to. */
  public static Runnable sameDisk(Runnable work) {
    Disk disk = DISK.orElse(Disk.REAL);
    return () -> ScopedValue.where(DISK, disk).run(work);
  }

  /** Replaces {@code target} by what {@code body} writes; missing parent folders are made. */
  public static void write(Path target, Body body) throws IOException {
    Path file = target.toAbsolutePath();
    folder(file.getParent());
    Path beside =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try (var _ = new Leftover(beside)) {
      try (OutputStream out = new BufferedOutputStream(named(beside, file))) {
        body.writeTo(out);
      }
      attempt(file, disk -> disk.force(beside));
      attempt(file, disk -> disk.rename(beside, file));
      attempt(file, disk -> disk.force(file.getParent()));
    }
  }

  /** Replaces {@code target} by {@code text} in UTF-8. */
  public static void write(Path target, String text) throws IOException {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Replaces {@code target} by lines of text in UTF-8. */
  public static void write(Path target, List<String> lines) throws IOException {
    write(target, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  /**
   * Adds to the end of a log. Neither synced nor renamed: its reader knows a log whose last piece
   * is not whole.
   */
  public static void append(Path log, byte[] bytes) throws IOException {
    try {
      long before = Files.exists(log) ? Files.size(log) : 0;
      try (OutputStream out = DISK.orElse(Disk.REAL).append(log)) {
        out.write(bytes);
      }
      long added = Files.size(log) - before;
      if (added != bytes.length)
        throw new IOException("%,d of %,d bytes are there".formatted(added, bytes.length));
    } catch (IOException e) {
      throw WriteFailure.of(log, e);
    }
  }

  /** Opens a file in a folder that nobody reads before it is published. */
  public static OutputStream create(Path file) throws IOException {
    return named(file, file);
  }

  /** Makes a folder and those above it, where they are missing. */
  public static Path folder(Path folder) throws IOException {
    attempt(folder, disk -> disk.folder(folder));
    return folder;
  }

  /** Makes the finished folder {@code beside} appear as {@code target}, on the same file system. */
  public static void publish(Path beside, Path target) throws IOException {
    Path folder = target.toAbsolutePath();
    try (Stream<Path> files = Files.walk(beside)) {
      for (Path file : files.toList()) attempt(file, disk -> disk.force(file));
    }
    folder(folder.getParent());
    deleteTree(folder);
    attempt(folder, disk -> disk.rename(beside, folder));
    attempt(folder, disk -> disk.force(folder.getParent()));
  }

  /** Makes the files of a finished folder appear in {@code to}, too, which is not published yet. */
  public static void link(Path finished, Path to) throws IOException {
    folder(to);
    try (Stream<Path> files = Files.walk(finished)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(finished.relativize(file).toString());
        attempt(
            target,
            disk -> {
              if (Files.isDirectory(file)) disk.folder(target);
              else disk.link(file, target);
            });
      }
    }
  }

  /** Deletes a file or a folder with all that it holds; nothing happens where there is none. */
  public static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) return;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList())
        attempt(file, disk -> disk.delete(file));
    }
  }

  private static void attempt(Path file, Step step) throws IOException {
    try {
      step.take(DISK.orElse(Disk.REAL));
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  /** Whatever a body reads may fail too: only what fails here is a failure to write. */
  private static OutputStream named(Path beside, Path file) throws IOException {
    try {
      return new NamedStream(DISK.orElse(Disk.REAL).create(beside), beside, file);
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  private static final class NamedStream extends FilterOutputStream {
    private final Path beside;
    private final Path file;
    private long written;
    private boolean failed;

    NamedStream(OutputStream out, Path beside, Path file) {
      super(out);
      this.beside = beside;
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
        written += length;
      } catch (IOException e) {
        failed = true;
        throw WriteFailure.of(file, e);
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
        long there = Files.size(beside);
        if (!failed && there != written)
          throw new IOException("%,d of %,d bytes are there".formatted(there, written));
      } catch (IOException e) {
        throw WriteFailure.of(file, e);
      }
    }
  }

  /** What is left of a write that failed. */
  private record Leftover(Path beside) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      DISK.orElse(Disk.REAL).delete(beside);
    }
  }
}
