package org.denselab.dsl.schema;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.denselab.dsl.yaml.Node.Leaf;

/** A single value: how it is read and how it is written. */
public sealed interface Scalar extends Type {
  /** What the value must be, in words. */
  String expected();

  /**
   * The value in Java.
   *
   * @throws IllegalArgumentException when the text is no such value; its message, where there is
   *     one, says more than {@link #expected()}
   */
  Object read(Leaf leaf);

  /** The value as YAML text. */
  default String write(Object value) {
    return value.toString();
  }

  /** Whether its text may stand in YAML without quotes whatever it is. */
  default boolean plain() {
    return true;
  }

  /** A whole number: {@code int}, or {@code long} where {@code wide}. */
  record Whole(Bounds bounds, boolean wide) implements Scalar {
    private static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern LONGER = Pattern.compile("[1-9][0-9]{18,}");
    private static final long WIDEST = 999_999_999_999_999_999L;

    @Override
    public String expected() {
      return "a whole number" + bounds;
    }

    @Override
    public Object read(Leaf leaf) {
      if (leaf.plain() && LONGER.matcher(leaf.text()).matches()) throw tooLarge(leaf);
      if (!leaf.plain() || !FORM.matcher(leaf.text()).matches())
        throw new IllegalArgumentException();
      long value = Long.parseLong(leaf.text());
      bounds.check((double) value);
      if (wide) return value;
      if (value > Integer.MAX_VALUE) throw tooLarge(leaf);
      if ((int) value != value) throw new IllegalArgumentException();
      return (int) value;
    }

    private IllegalArgumentException tooLarge(Leaf leaf) {
      long widest = wide ? WIDEST : Integer.MAX_VALUE;
      long most = bounds.max() < widest ? (long) bounds.max() : widest;
      return new IllegalArgumentException("must be at most " + most + ", but is " + leaf);
    }
  }

  /** A number. */
  record Decimal(Bounds bounds) implements Scalar {
    private static final Pattern FORM =
        Pattern.compile("[-+]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][-+]?[0-9]{1,3})?");

    @Override
    public String expected() {
      return "a number" + bounds;
    }

    @Override
    public Object read(Leaf leaf) {
      if (!leaf.plain() || !FORM.matcher(leaf.text()).matches())
        throw new IllegalArgumentException();
      double value = Double.parseDouble(leaf.text());
      if (Double.isInfinite(value))
        throw new IllegalArgumentException("must be a finite number, but is " + leaf);
      bounds.check(value);
      return value;
    }

    @Override
    public String write(Object value) {
      return value.toString().replace('E', 'e');
    }
  }

  /** True or false. */
  record Flag() implements Scalar {
    @Override
    public String expected() {
      return "true or false";
    }

    @Override
    public Object read(Leaf leaf) {
      if (!leaf.plain() || !leaf.text().matches("true|false")) throw new IllegalArgumentException();
      return leaf.text().equals("true");
    }
  }

  /** Any text of a form. */
  record Text(Pattern form, String expected) implements Scalar {
    @Override
    public Object read(Leaf leaf) {
      if (!form.matcher(leaf.text()).matches()) throw new IllegalArgumentException();
      return leaf.text();
    }

    @Override
    public boolean plain() {
      return false;
    }
  }

  /** A path; {@code ~/} is the user's home. */
  record FilePath() implements Scalar {
    @Override
    public String expected() {
      return "a path";
    }

    @Override
    public Object read(Leaf leaf) {
      String text = leaf.text();
      if (text.isBlank()) throw new IllegalArgumentException();
      try {
        return text.startsWith("~/")
            ? Path.of(System.getProperty("user.home"), text.substring(2))
            : Path.of(text);
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public boolean plain() {
      return false;
    }
  }

  /** One of a few words. */
  record Choice(Map<String, Object> words, Map<String, String> docs) implements Scalar {
    @Override
    public String expected() {
      return Nearest.listed(words.keySet());
    }

    @Override
    public Object read(Leaf leaf) {
      Object value = words.get(leaf.text());
      if (value == null)
        throw new IllegalArgumentException(
            "must be "
                + expected()
                + ", but is "
                + leaf
                + Nearest.hint(leaf.text(), words.keySet()));
      return value;
    }

    @Override
    public String write(Object value) {
      return words.entrySet().stream()
          .filter(word -> word.getValue().equals(value))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * A value with a notation of its own, such as {@code 4M}.
   *
   * @param form what every such text fits, for editors
   */
  record Notation(String expected, Pattern form, Function<String, Object> parse) implements Scalar {
    @Override
    public Object read(Leaf leaf) {
      try {
        return parse.apply(leaf.text());
      } catch (IllegalArgumentException e) {
        if (e.getMessage() == null) throw e;
        throw new IllegalArgumentException(
            "must be " + expected() + ", but is " + leaf + ": " + e.getMessage());
      }
    }
  }
}
