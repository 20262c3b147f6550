package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.data.Document;

/**
 * Long documents with one needle each: the passage of a fact, among passages of the same split that
 * are nobody's needle and about other entities. Slices tell the needle's depth and the length; the
 * needle is the evidence.
 */
final class LongTask {
  private static final int[] WORDS = {200, 400, 800, 1500};
  private static final int[] DEPTHS = {0, 25, 50, 75, 100};
  private static final Map<Split, Integer> NEEDLES =
      Map.of(Split.TRAIN, 400, Split.DEV, 60, Split.TEST, 200);

  private final AtlasSettings settings;
  private final FactSplits splits;
  private final Passages passages;
  private final List<Document> corpus = new ArrayList<>();

  LongTask(AtlasSettings settings, FactSplits splits, Passages passages) {
    this.settings = settings;
    this.splits = splits;
    this.passages = passages;
  }

  List<Document> corpus() {
    return List.copyOf(corpus);
  }

  QueryWriter write() {
    var queries = new QueryWriter("long");
    for (Split split : Split.values()) {
      List<Fact> facts = new ArrayList<>(splits.in(split));
      FactSplits.shuffle(facts, Seeds.stream(settings.seed(), "needles " + split));
      int needles = Math.min(NEEDLES.get(split), facts.size());
      List<Fact> fillers = facts.subList(needles, facts.size());
      for (int i = 0; i < needles; i++)
        add(
            queries,
            split,
            facts.get(i),
            fillers,
            DEPTHS[i % DEPTHS.length],
            WORDS[i / DEPTHS.length % WORDS.length]);
    }
    FactSplits.shuffle(corpus, Seeds.stream(settings.seed(), "long order"));
    return queries;
  }

  private void add(
      QueryWriter queries, Split split, Fact needle, List<Fact> fillers, int depth, int words) {
    var random = Seeds.stream(settings.seed(), "long " + needle);
    List<String> parts = filler(needle, fillers, words, random);
    parts.add((int) Math.round(parts.size() * depth / 100.0), passages.of().get(needle).text());
    // the id must not tell the split: it is that of the needle's passage
    var document = new Document("l" + passages.of().get(needle).id(), "", String.join(" ", parts));
    corpus.add(document);
    // length is what is tested here, not vocabulary: mismatch 0
    String question =
        new Questions(needle, passages.of().get(needle).text()).draw(1, 0, random).getFirst();
    queries.add(
        split,
        question,
        Map.of(document, 1),
        Set.of("depth-" + depth, "words-" + words),
        passages.of().get(needle).text());
  }

  private List<String> filler(Fact needle, List<Fact> from, int words, SplittableRandom random) {
    List<String> parts = new ArrayList<>();
    int written = 0;
    while (written < words) {
      Fact fact = Wording.pick(from, random);
      if (fact.entity().equals(needle.entity())) continue;
      String text = passages.of().get(fact).text();
      if (parts.contains(text)) continue;
      parts.add(text);
      written += text.split(" ", -1).length;
    }
    return parts;
  }
}
