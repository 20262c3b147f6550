package org.denselab.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What of a test was seen before: texts that stand whole in what was trained on, and texts of which
 * 13 words in a row do. The test's hashes are held, what was trained on is streamed by.
 */
public final class Contamination {
  private static final int EXAMPLES = 5;

  private final List<Group> groups = new ArrayList<>();
  private final LongSet wanted = new LongSet();

  /**
   * What one source holds of one group of the test.
   *
   * @param source such as {@code training pairs}
   * @param group such as {@code gold passages}
   * @param exact texts that stand whole in the source, normalised
   * @param grams texts of which 13 words in a row do, the exact ones included where they are long
   * @param tooShort texts of fewer words, which can only be found whole
   * @param examples ids of some that were found
   */
  public record Overlap(
      String source,
      String group,
      long texts,
      long exact,
      long grams,
      long tooShort,
      List<String> examples) {
    /** Whether anything was found. */
    public boolean found() {
      return exact + grams > 0;
    }
  }

  private record Item(String id, NGrams text) {}

  private record Group(String name, List<Item> items) {}

  /** Adds texts of the test by id, such as its queries. */
  public void test(String group, Map<String, String> texts) {
    List<Item> items = new ArrayList<>();
    texts.forEach(
        (id, text) -> {
          var grams = NGrams.of(text);
          wanted.add(grams.whole);
          for (long gram : grams.grams) wanted.add(gram);
          items.add(new Item(id, grams));
        });
    groups.add(new Group(group, items));
  }

  /** Holds a source against the test; reads the stream to its end. */
  public List<Overlap> in(String source, Stream<String> texts) {
    var wholes = new LongSet();
    var grams = new LongSet();
    texts.forEach(
        text -> {
          var read = NGrams.of(text);
          if (wanted.contains(read.whole)) wholes.add(read.whole);
          for (long gram : read.grams) if (wanted.contains(gram)) grams.add(gram);
        });
    return groups.stream().map(group -> overlap(source, group, wholes, grams)).toList();
  }

  private static Overlap overlap(String source, Group group, LongSet wholes, LongSet seen) {
    long exact = 0;
    long partly = 0;
    long tooShort = 0;
    List<String> examples = new ArrayList<>();
    for (Item item : group.items()) {
      boolean whole = wholes.contains(item.text().whole);
      boolean part = false;
      for (long gram : item.text().grams) part |= seen.contains(gram);
      if (whole) exact++;
      if (part) partly++;
      if (item.text().tooShort()) tooShort++;
      if ((whole || part) && examples.size() < EXAMPLES) examples.add(item.id());
    }
    return new Overlap(
        source, group.name(), group.items().size(), exact, partly, tooShort, List.copyOf(examples));
  }
}
