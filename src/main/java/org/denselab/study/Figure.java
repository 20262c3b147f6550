package org.denselab.study;

import java.util.Locale;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Tone;

/** Numbers of exhibits as the field prints them: no leading zero, a true minus sign. */
public final class Figure {
  private Figure() {}

  static Entry difference(Evidence e) {
    Tone tone =
        e.verdict().equals("holds")
            ? Tone.GAIN
            : e.verdict().equals("fails") ? Tone.LOSS : Tone.PLAIN;
    return new Entry(signed(e.delta()), e.delta(), tone, star(e));
  }

  /** Beside what is decided, either way. */
  static String star(Evidence e) {
    return e.verdict().equals("undecided") ? "" : "*";
  }

  static Entry relative(double delta, double baseline) {
    double percent = 100 * delta / baseline;
    if (!Double.isFinite(percent) || baseline <= 0) return Entry.of("");
    return new Entry(
        String.format(Locale.ROOT, "%+.1f %%", percent).replace('-', '−'), percent, Tone.PLAIN, "");
  }

  public static Entry number(double value, String format) {
    return new Entry(figure(value, format), value, Tone.PLAIN, "");
  }

  static String signed(double value) {
    String text = figure(value, "%.3f");
    return value > 0 && !text.equals(".000") ? "+" + text : text;
  }

  /** As the field prints it: no leading zero, a true minus sign. */
  static String figure(double value, String format) {
    if (!Double.isFinite(value)) return "–";
    String digits = String.format(Locale.ROOT, format, Math.abs(value));
    String bare = digits.startsWith("0.") ? digits.substring(1) : digits;
    return (value < 0 && Double.parseDouble(digits) != 0 ? "−" : "") + bare;
  }

  static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
