package org.denselab.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Gzip files: one that is whole, and some that are not or should not be read. */
final class BadGzip {
  private BadGzip() {}

  static void whole(Path file, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static void cut(Path file, String text) throws IOException {
    whole(file, text.repeat(50).replace("d1", "e"));
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 60));
  }

  static void damaged(Path file, String text) throws IOException {
    whole(file, text);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 20; i < 60; i++) bytes[i] ^= 0x55;
    Files.write(file, bytes);
  }

  /** A gigabyte that takes a megabyte. */
  static void gigabyte(Path file, byte of) throws IOException {
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, of);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (int i = 0; i < 1 << 10; i++) out.write(block);
    }
  }
}
