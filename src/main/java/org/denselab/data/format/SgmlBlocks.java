package org.denselab.data.format;

import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;

/** What stands between {@code <top>} and {@code </top>}, or {@code <DOC>} and {@code </DOC>}. */
final class SgmlBlocks implements Iterator<Placed<String>> {
  private final Iterator<Line> lines;
  private Line current;

  SgmlBlocks(Iterator<Line> lines) {
    this.lines = lines;
  }

  @Override
  public boolean hasNext() {
    while (current == null || current.isBlank()) {
      if (!lines.hasNext()) return false;
      current = lines.next();
    }
    return true;
  }

  @Override
  public Placed<String> next() {
    if (!hasNext()) throw new NoSuchElementException();
    Line first = current;
    String start = first.text().stripLeading();
    String tag = tag(start);
    if (tag == null) throw first.error("expected <top> or <DOC>, found '" + brief(start) + "'");
    var block = new StringBuilder();
    String text = start.substring(tag.length() + 2);
    String close = "</" + tag + ">";
    int end;
    while ((end = text.toLowerCase(Locale.ROOT).indexOf(close)) < 0) {
      block.append(text).append('\n');
      if (block.length() > LineReader.LONGEST || !lines.hasNext())
        throw first.error("<" + tag + "> has no end " + close);
      text = lines.next().text();
    }
    block.append(text, 0, end);
    current = new Line(first.file(), first.number(), text.substring(end + close.length()));
    return Placed.at(first, block.toString());
  }

  private static String tag(String text) {
    for (String tag : new String[] {"top", "doc"})
      if (text.regionMatches(true, 0, "<" + tag + ">", 0, tag.length() + 2)) return tag;
    return null;
  }

  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
