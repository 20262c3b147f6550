package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Plain text whose passages are parted by blank lines, as in books that are wrapped by hand. */
public record Paragraphs() implements TextFormat {
  @Override
  public String name() {
    return "paragraphs";
  }

  @Override
  public String says() {
    return "plain text, passages parted by blank lines; never guessed, always named";
  }

  @Override
  public boolean recognises(Sample sample) {
    return false;
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(Feature.BREAKS, Feature.PASSAGES, Feature.UNJUDGED_PASSAGES);
  }

  /** A passage's line breaks are kept. */
  @Override
  public Stream<Placed<String>> read(Path file) {
    Stream<Line> lines = TextFile.lines(file);
    var blocks = new Blocks(lines.iterator());
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(blocks, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(lines::close);
  }

  @Override
  public void write(Path file, Stream<String> passages) throws IOException {
    TextFile.write(
        file,
        out -> {
          String before = "";
          for (Iterator<String> each = passages.iterator(); each.hasNext(); before = "\n")
            out.write(before + each.next().replaceAll("\\n\\s*\\n", "\n").strip() + "\n");
        });
  }

  private static final class Blocks implements Iterator<Placed<String>> {
    private final Iterator<Line> lines;
    private Line first;

    Blocks(Iterator<Line> lines) {
      this.lines = lines;
    }

    @Override
    public boolean hasNext() {
      while (first == null && lines.hasNext()) {
        Line line = lines.next();
        if (!line.isBlank()) first = line;
      }
      return first != null;
    }

    @Override
    public Placed<String> next() {
      if (!hasNext()) throw new NoSuchElementException();
      List<String> block = new ArrayList<>(List.of(first.text()));
      while (lines.hasNext()) {
        Line line = lines.next();
        if (line.isBlank()) break;
        block.add(line.text());
      }
      var placed = Placed.at(first, String.join("\n", block).strip());
      first = null;
      return placed;
    }
  }
}
