package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;

/** Plain text, one passage a line. */
public record Text() implements TextFormat {
  @Override
  public String name() {
    return "text";
  }

  @Override
  public String says() {
    return "plain text (.txt), one passage a line";
  }

  /** Anything may be text: only the name tells, and {@link Formats} asks this one last. */
  @Override
  public boolean recognises(Sample sample) {
    if (sample.folder())
      return sample.names().stream().anyMatch(name -> name.matches("[^.].*\\.txt"));
    return sample.fileName().endsWith(".txt");
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(Feature.PASSAGES, Feature.UNJUDGED_PASSAGES);
  }

  @Override
  public Stream<Placed<String>> read(Path file) {
    return TextFile.filled(file).map(line -> Placed.at(line, line.text().strip()));
  }

  @Override
  public void write(Path file, Stream<String> passages) throws IOException {
    TextFile.write(
        file,
        out -> {
          for (Iterator<String> each = passages.iterator(); each.hasNext(); )
            out.write(each.next().replaceAll("[\\n\\r]+", " ").strip() + "\n");
        });
  }
}
