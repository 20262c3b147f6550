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
    if (shared(question, gold) == 0) slices.add("mismatch");
    if (splits.heldOut().contains(fact.entity())) slices.add("unseen-entity");
    return slices;
  }

  /** Questions of both kinds, by the share that the settings ask for, none twice. */
  private List<String> questions(Fact fact, Document gold, int count, SplittableRandom random) {
    NavigableMap<Long, List<String>> byOverlap = new TreeMap<>();
    for (String question : Wording.all(fact, Phrasing.QUESTION))
      byOverlap
          .computeIfAbsent(Math.min(2, shared(question, gold)), _ -> new ArrayList<>())
          .add(question);
    List<String> chosen = new ArrayList<>();
    while (chosen.size() < count && !byOverlap.isEmpty()) {
      boolean apart = random.nextDouble() < settings.mismatch();
      // name and relation both shared, or neither, where the phrasings allow it
      var from = apart ? byOverlap.firstEntry() : byOverlap.lastEntry();
      chosen.add(from.getValue().remove(random.nextInt(from.getValue().size())));
      if (from.getValue().isEmpty()) byOverlap.remove(from.getKey());
    }
    return chosen;
  }

  private static long shared(String question, Document gold) {
    return ContentWords.shared(ContentWords.of(question), ContentWords.of(gold.text()));
  }
}
