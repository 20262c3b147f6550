package org.denselab.base;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whole folders in a second place. */
public final class Folders {
  private Folders() {}

  /**
   * Makes the finished folder {@code from} appear as {@code to} too, sharing its files where the
   * file system can: nobody may write to them any more.
   */
  public static void link(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(target);
        else linkFile(file, target);
      }
    }
  }

  private static void linkFile(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, target);
    }
  }
}
