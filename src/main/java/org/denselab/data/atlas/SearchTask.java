package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.denselab.base.Seeds;
import org.denselab.data.Document;

/** One question, one passage that answers it. */
final class SearchTask {
  private static final int QUESTIONS_PER_TRAINING_FACT = 2;

  private final AtlasSettings settings;
  private final FactSplits splits;
  private final Passages passages;

  SearchTask(AtlasSettings settings, FactSplits splits, Passages passages) {
    this.settings = settings;
    this.splits = splits;
    this.passages = passages;
  }

  QueryWriter write() {
    var queries = new QueryWriter("search");
    for (Fact fact : splits.of().keySet()) {
      Split split = splits.of().get(fact);
      var random = Seeds.stream(settings.seed(), "question " + fact);
      Document gold = passages.of().get(fact);
      int count = split == Split.TRAIN ? QUESTIONS_PER_TRAINING_FACT : 1;
      for (String question : questions(fact, gold, count, random))
        queries.add(split, question, Map.of(gold, 1), slices(fact, question, gold));
    }
    return queries;
  }

  private Set<String> slices(Fact fact, String question, Document gold) {
    Set<String> slices = new HashSet<>();
    if (overlap(fact, question, gold.text(), ContentWords.of(gold.text())) == 0)
      slices.add("mismatch");
    if (splits.heldOut().contains(fact.entity())) slices.add("unseen-entity");
    return slices;
  }

  /** Questions of both kinds, by the share that the settings ask for, none twice. */
  private List<String> questions(Fact fact, Document gold, int count, SplittableRandom random) {
    Set<String> goldWords = ContentWords.of(gold.text());
    NavigableMap<Integer, List<String>> byOverlap = new TreeMap<>();
    for (String question : Wording.all(fact, Phrasing.QUESTION))
      byOverlap
          .computeIfAbsent(overlap(fact, question, gold.text(), goldWords), _ -> new ArrayList<>())
          .add(question);
    List<String> chosen = new ArrayList<>();
    while (chosen.size() < count && !byOverlap.isEmpty()) {
      boolean apart = random.nextDouble() < settings.mismatch() && byOverlap.firstKey() == 0;
      // name and relation both shared, or neither, where the phrasings allow it
      var from = apart ? byOverlap.firstEntry() : byOverlap.lastEntry();
      chosen.add(from.getValue().remove(random.nextInt(from.getValue().size())));
      if (from.getValue().isEmpty()) byOverlap.remove(from.getKey());
    }
    return chosen;
  }

  /** 0: no content word of the question is in its gold; 2: the name and most words are; else 1. */
  private static int overlap(Fact fact, String question, String gold, Set<String> goldWords) {
    Set<String> words = ContentWords.of(question);
    long shared = ContentWords.shared(words, goldWords);
    if (shared == 0) return 0;
    boolean named =
        fact.entity().forms().stream()
            .anyMatch(form -> question.contains(form) && gold.contains(form));
    return named && 3 * shared >= 2L * words.size() ? 2 : 1;
  }
}
