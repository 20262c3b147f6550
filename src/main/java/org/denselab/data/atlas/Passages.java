package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.data.Document;

/** The passages that search, multi-hop and conversation share: one for each fact. */
record Passages(Map<Fact, Document> of, List<Document> corpus) {
  static Passages write(FactSplits splits, long seed) {
    List<Fact> order = new ArrayList<>(splits.of().keySet());
    // ids and places must not tell which passages are about one entity
    FactSplits.shuffle(order, Seeds.stream(seed, "passage order"));
    Map<Fact, Document> passages = new LinkedHashMap<>();
    Map<String, Split> owners = new HashMap<>();
    for (Fact fact : order) {
      String text =
          text(fact, splits.of().get(fact), owners, Seeds.stream(seed, "passage " + fact));
      passages.put(fact, new Document(String.format("p%04d", passages.size()), "", text));
    }
    return new Passages(Collections.unmodifiableMap(passages), List.copyOf(passages.values()));
  }

  /**
   * A statement of the fact and up to three remarks. Remarks recur from passage to passage, so one
   * is left out where it would give two splits thirteen words in a row in common.
   */
  private static String text(
      Fact fact, Split split, Map<String, Split> owners, SplittableRandom random) {
    String text = statement(fact, random);
    List<String> remarks = new ArrayList<>(fact.relation().of(Phrasing.REMARK));
    FactSplits.shuffle(remarks, random);
    for (String remark : remarks.subList(0, random.nextInt(remarks.size() + 1))) {
      String longer = text + " " + remark;
      if (WordRuns.of(longer).stream().allMatch(run -> owners.getOrDefault(run, split) == split))
        text = longer;
    }
    WordRuns.of(text).forEach(run -> owners.put(run, split));
    return text;
  }

  /** One sentence that states the fact; templates are equally frequent, then the names are. */
  static String statement(Fact fact, SplittableRandom random) {
    while (true) {
      String template = Wording.pick(fact.relation().of(Phrasing.STATEMENT), random);
      List<String> filled = Wording.fill(template, fact);
      if (!filled.isEmpty()) return Wording.pick(filled, random);
    }
  }
}
