package org.denselab.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Writes beside, syncs, renames: a file or folder under its final name is always whole. */
public final class AtomicFiles {
  /** Writes the bytes of one file. */
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFiles() {}

  /** Replaces {@code target} by what {@code body} writes; missing parent folders are made. */
  public static void write(Path target, Body body) throws IOException {
    Path file = target.toAbsolutePath();
    Files.createDirectories(file.getParent());
    Path beside =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
        body.writeTo(out);
      }
      sync(beside);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      sync(file.getParent());
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Replaces {@code target} by {@code text} in UTF-8. */
  public static void write(Path target, String text) throws IOException {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Makes the finished folder {@code beside} appear as {@code target}, on the same file system. */
  public static void publish(Path beside, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(beside)) {
      for (Path file : files.toList()) sync(file);
    }
    Files.createDirectories(target.toAbsolutePath().getParent());
    deleteTree(target);
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    sync(target.toAbsolutePath().getParent());
  }

  /** Deletes a file or a folder with all that it holds; nothing happens where there is none. */
  public static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) return;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }

  private static void sync(Path path) throws IOException {
    var option = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
