package org.denselab.dsl;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.denselab.dsl.schema.Doc;

/**
 * Memory to stay within.
 *
 * @param bytes empty for what the machine has
 */
@Doc("auto or a size such as 800MB or 6GB")
public record Memory(OptionalLong bytes) {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})([MG]B)");

  /** Reads {@code auto}, {@code 800MB} or {@code 6GB} (powers of 1024). */
  public static Memory parse(String text) {
    if (text.equals("auto")) return new Memory(OptionalLong.empty());
    var size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!size.matches()) throw new IllegalArgumentException();
    return new Memory(
        OptionalLong.of(Long.parseLong(size.group(1)) << (size.group(2).equals("MB") ? 20 : 30)));
  }

  @Override
  public String toString() {
    if (bytes.isEmpty()) return "auto";
    long megabytes = bytes.getAsLong() >> 20;
    return megabytes % 1024 == 0 ? megabytes / 1024 + "GB" : megabytes + "MB";
  }
}
