package org.denselab.data.format;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * TREC's topics: {@code <top>} with {@code <num>}, {@code <title>}, {@code <desc>}, {@code <narr>},
 * whose ends need no tag; or, as CACM's, {@code <DOC>} with {@code <DOCNO>} and text. Line breaks
 * inside a field are kept.
 */
public record TrecTopics() implements QueryFormat {
  private static final Pattern FIELD =
      Pattern.compile(
          "<(num|docno|title|desc|narr|text)>(.*?)(?=</?(?:num|docno|title|desc|narr|text)>|\\z)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern TAG =
      Pattern.compile("</?(top|doc|num|docno|title|desc|narr|text)>", Pattern.CASE_INSENSITIVE);
  private static final Pattern LABEL =
      Pattern.compile("^\\s*(Number|Topic|Description|Narrative)\\s*:", Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "trec-topics";
  }

  @Override
  public String says() {
    return "SGML: <top> with <num>, <title>, <desc>, <narr>, or <DOC> with <DOCNO>";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.firstLine(line -> line.strip().toLowerCase(Locale.ROOT).matches("<(top|doc)>.*"));
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(
        Feature.QUERY_IDS,
        Feature.QUERIES,
        Feature.UNJUDGED_QUERIES,
        Feature.DESCRIPTIONS,
        Feature.TABS);
  }

  @Override
  public Stream<Placed<Topic>> read(Path file) {
    Stream<Line> lines = TextFile.lines(file);
    var blocks = new SgmlBlocks(lines.iterator());
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(blocks, Spliterator.ORDERED), false)
        .onClose(lines::close)
        .map(block -> block.with(text -> topic(block, text)));
  }

  private static Topic topic(Placed<String> block, String text) {
    String id = "";
    String title = "";
    String description = "";
    String narrative = "";
    Matcher field = FIELD.matcher(text);
    int end = 0;
    while (field.find()) {
      String value = LABEL.matcher(field.group(2)).replaceFirst("").strip();
      switch (field.group(1).toLowerCase(Locale.ROOT)) {
        case "num", "docno" -> {
          id = value;
          end = field.end();
        }
        case "title", "text" -> title = value;
        case "desc" -> description = value;
        default -> narrative = value;
      }
    }
    if (id.isEmpty()) throw block.error("a topic without <num> or <DOCNO>");
    // CACM's topics have no tag around their text
    if (title.isEmpty() && description.isEmpty())
      title = TAG.matcher(text.substring(end)).replaceAll("").strip();
    return new Topic(id, title, description, narrative);
  }

  @Override
  public void write(Path file, Stream<Topic> topics) throws IOException {
    TextFile.write(
        file,
        out -> {
          for (Iterator<Topic> each = topics.iterator(); each.hasNext(); ) write(out, each.next());
        });
  }

  private static void write(Writer out, Topic topic) throws IOException {
    out.write("<top>\n\n<num> Number: " + topic.id() + "\n<title> " + topic.title() + "\n\n");
    if (!topic.description().isEmpty())
      out.write("<desc> Description:\n" + topic.description() + "\n\n");
    if (!topic.narrative().isEmpty()) out.write("<narr> Narrative:\n" + topic.narrative() + "\n\n");
    out.write("</top>\n\n");
  }
}
