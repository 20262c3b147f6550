package org.denselab.base;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The few things that are done to a file system for something to last. {@link AtomicFiles} is the
 * only one to call them; tests put a disk in place that is full, refuses, or loses power.
 */
public interface Disk {
  /** The file system of the machine. */
  Disk REAL =
      new Disk() {
        @Override
        public void folder(Path folder) throws IOException {
          Files.createDirectories(folder);
        }

        @Override
        public OutputStream create(Path file) throws IOException {
          return Files.newOutputStream(file);
        }

        @Override
        public OutputStream append(Path file) throws IOException {
          return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public void force(Path path) throws IOException {
          var option = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
          try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
          }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
          Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void delete(Path path) throws IOException {
          Files.deleteIfExists(path);
        }
      };

  /** Makes a folder and those above it, where they are missing. */
  void folder(Path folder) throws IOException;

  /** Opens a file from its beginning; what it held is gone. */
  OutputStream create(Path file) throws IOException;

  /** Opens a file at its end, and makes it where there is none. */
  OutputStream append(Path file) throws IOException;

  /** Returns when a file's bytes, or a folder's names, are on the medium. */
  void force(Path path) throws IOException;

  /** In one step: whoever looks sees the old or the new. */
  void rename(Path from, Path to) throws IOException;

  /**
   * A second name for a file, or a copy where the file system has no second names; nobody writes to
   * it any more.
   */
  default void link(Path file, Path as) throws IOException {
    try {
      Files.createLink(as, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      try (OutputStream out = create(as)) {
        Files.copy(file, out);
      }
      force(as);
    }
  }

  /** Deletes a file or an empty folder, where it is there. */
  void delete(Path path) throws IOException;
}
