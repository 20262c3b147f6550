package org.denselab.base;

import java.util.Locale;

/** Bytes as people read them. */
public final class ByteCount {
  private ByteCount() {}

  /** In KB, MB or GB, of 1024 a step. */
  public static String text(long bytes) {
    double kib = bytes / 1024.0;
    if (kib < 1024) return String.format(Locale.ROOT, "%.0f KB", kib);
    double mib = kib / 1024;
    return String.format(
        Locale.ROOT, mib < 1024 ? "%.0f MB" : "%.1f GB", mib < 1024 ? mib : mib / 1024);
  }
}
