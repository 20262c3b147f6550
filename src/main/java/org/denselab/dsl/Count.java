package org.denselab.dsl;

import java.util.regex.Pattern;
import org.denselab.dsl.schema.Doc;

/** A count that may be written in thousands or millions. */
@Doc("a count such as 4000, 400k, 4M or 1B")
public record Count(long value) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,9})([KkMGB]?)");

  /** Reads {@code 4000}, {@code 4k}, {@code 4M} or {@code 4B} (powers of 1000). */
  public static Count parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) throw new IllegalArgumentException();
    long unit =
        switch (form.group(2)) {
          case "K", "k" -> 1_000;
          case "M" -> 1_000_000;
          case "G", "B" -> 1_000_000_000;
          default -> 1;
        };
    return new Count(Long.parseLong(form.group(1)) * unit);
  }

  /** What every count looks like. */
  public static Pattern form() {
    return FORM;
  }

  @Override
  public String toString() {
    if (value % 1_000_000_000 == 0) return value / 1_000_000_000 + "B";
    if (value % 1_000_000 == 0) return value / 1_000_000 + "M";
    return value % 1_000 == 0 ? value / 1_000 + "k" : Long.toString(value);
  }
}
