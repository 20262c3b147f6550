package org.denselab.report;

import java.util.Locale;

/** Numbers as the field prints them: three decimals, no leading zero, a true minus sign. */
public final class Figures {
  private static final String NONE = "–";

  private Figures() {}

  /** A metric's value, such as {@code .612}. */
  public static String score(double value) {
    if (!Double.isFinite(value)) return NONE;
    String digits = String.format(Locale.ROOT, "%.3f", Math.abs(value));
    String bare = digits.startsWith("0.") ? digits.substring(1) : digits;
    return (value < 0 && !bare.equals(".000") ? "−" : "") + bare;
  }

  /** A difference with its sign, such as {@code +.214}. */
  public static String delta(double value) {
    String score = score(value);
    return value > 0 && !score.equals(".000") ? "+" + score : score;
  }

  /** A p-value as a statement, such as {@code p = .031} or {@code p < .001}. */
  public static String p(double value) {
    if (!Double.isFinite(value)) return "p unknown";
    return value < 0.001 ? "p < .001" : "p = " + score(value);
  }

  /** A duration, such as {@code 0.42 s}, {@code 14 s} or {@code 3 min 05 s}. */
  public static String time(double seconds) {
    if (!Double.isFinite(seconds)) return NONE;
    if (seconds < 10) return String.format(Locale.ROOT, "%.2f s", seconds);
    long whole = Math.round(seconds);
    if (whole < 60) return whole + " s";
    if (whole < 3600) return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** A size in memory, such as {@code 812 MB}; a dash where it was not measured. */
  public static String bytes(long bytes) {
    if (bytes <= 0) return NONE;
    if (bytes < 1_000_000) return String.format(Locale.ROOT, "%d kB", Math.max(1, bytes / 1000));
    if (bytes < 1_000_000_000) return String.format(Locale.ROOT, "%d MB", bytes / 1_000_000);
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /** A count with thousands apart, such as {@code 2,067}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 query}, {@code 12 queries}. */
  public static String count(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }

  /** {@code text} with a capital at its start. */
  static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
