package org.denselab.data.atlas;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
      for (String question :
          new Questions(fact, gold.text()).draw(count, settings.mismatch(), random))
        queries.add(split, question, Map.of(gold, 1), slices(fact, question, gold));
    }
    return queries;
  }

  private Set<String> slices(Fact fact, String question, Document gold) {
    Set<String> slices = new HashSet<>();
    if (ContentWords.shared(ContentWords.of(question), ContentWords.of(gold.text())) == 0)
      slices.add("mismatch");
    if (splits.heldOut().contains(fact.entity())) slices.add("unseen-entity");
    return slices;
  }
}
