package org.denselab.report.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes SVG elements. Attribute values and text are escaped; numbers have one decimal. */
final class Svg {
  static final double WIDTH = 760;
  static final String INK = "currentColor";
  static final String ACCENT = "var(--accent, #0b6e75)";
  static final String GAIN = "var(--gain, #0b6e75)";
  static final String LOSS = "var(--loss, #b4501e)";
  static final String PAPER = "var(--paper, #fff)";
  static final String QUIET = "var(--quiet, #a8a79f)";

  private static final double CHARACTER = 6.4;

  /** As in the page's light style: a file that stands alone has these. */
  private static final String[] SERIES = {
    "#0b6e75", "#a8451a", "#55479b", "#716200", "#98305e", "#33669c"
  };

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  private Svg() {}

  /** Begins a drawing of {@link #WIDTH} by {@code height} units. */
  static Svg drawing(String title, String description, double height) {
    var svg = new Svg();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + number(WIDTH) + " " + number(height),
        "role",
        "img",
        "font-family",
        "var(--sans, system-ui, sans-serif)",
        "font-size",
        12,
        "fill",
        INK);
    svg.open("title").words(title).close();
    svg.open("desc").words(description).close();
    return svg;
  }

  /** An element with attributes as name and value in turn. */
  Svg open(String tag, Object... attributes) {
    start(tag, attributes).append('>');
    open.push(tag);
    return this;
  }

  Svg close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  Svg words(String text) {
    out.append(escape(text));
    return this;
  }

  /** A line of text with a halo over what it crosses; {@code anchor} is start, middle or end. */
  Svg text(double x, double y, String anchor, String text, Object... attributes) {
    start("text", "x", x, "y", y, "text-anchor", anchor);
    attributes("stroke", PAPER, "stroke-width", 3, "paint-order", "stroke");
    attributes(attributes);
    out.append('>').append(escape(text)).append("</text>");
    return this;
  }

  Svg line(double x1, double y1, double x2, double y2, Object... attributes) {
    start("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    attributes(attributes);
    out.append("/>");
    return this;
  }

  /** Closes what is open and returns the element. */
  String finish() {
    while (!open.isEmpty()) close();
    return out.toString();
  }

  /** About the width of {@code text} at 12 units, for fonts that are not known here. */
  static double width(String text) {
    return text.length() * CHARACTER;
  }

  /** {@code text} cut to about {@code width} units. */
  static String fit(String text, double width) {
    int most = Math.max(2, (int) (width / CHARACTER));
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** The colour of the {@code index}-th of several things, from 0; they come again after six. */
  static String series(int index) {
    int colour = index % SERIES.length;
    return "var(--series-" + (colour + 1) + ", " + SERIES[colour] + ")";
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private StringBuilder start(String tag, Object... attributes) {
    out.append('<').append(tag);
    attributes(attributes);
    return out;
  }

  private void attributes(Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(value instanceof Number n ? number(n.doubleValue()) : escape(value.toString()));
      out.append('"');
    }
  }

  private static String escape(String text) {
    var escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c < ' ' ? ' ' : c);
              }
            });
    return escaped.toString();
  }
}
