package org.denselab.dsl;

import java.util.regex.Pattern;
import org.denselab.dsl.schema.Doc;

/** An amount of memory. */
@Doc("an amount of memory such as 800MB or 6GB")
public record MemorySize(long bytes) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(MB|GB)");
  private static final long MB = 1L << 20;

  /** Reads {@code 800MB} or {@code 6GB} (powers of 1024). */
  public static MemorySize parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) throw new IllegalArgumentException();
    return new MemorySize(
        Long.parseLong(form.group(1)) * MB * (form.group(2).equals("GB") ? 1024 : 1));
  }

  /** What every amount looks like. */
  public static Pattern form() {
    return FORM;
  }

  @Override
  public String toString() {
    long mb = bytes / MB;
    return mb % 1024 == 0 ? mb / 1024 + "GB" : mb + "MB";
  }
}
