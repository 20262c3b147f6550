package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.data.Document;

/** The passages that search, multi-hop and conversation share: one for each fact. */
record Passages(Map<Fact, Document> of, List<Document> corpus) {
  static Passages write(List<Fact> facts, long seed) {
    List<Fact> order = new ArrayList<>(facts);
    // ids and places must not tell which passages are about one entity
    FactSplits.shuffle(order, Seeds.stream(seed, "passage order"));
    Map<Fact, Document> passages = new LinkedHashMap<>();
    for (Fact fact : order) {
      String id = String.format("p%04d", passages.size());
      passages.put(fact, new Document(id, "", text(fact, Seeds.stream(seed, "passage " + fact))));
    }
    return new Passages(Collections.unmodifiableMap(passages), List.copyOf(passages.values()));
  }

  private static String text(Fact fact, SplittableRandom random) {
    List<String> sentences = new ArrayList<>();
    sentences.add(statement(fact, random));
    List<String> remarks = new ArrayList<>(fact.relation().of(Phrasing.REMARK));
    FactSplits.shuffle(remarks, random);
    sentences.addAll(remarks.subList(0, random.nextInt(remarks.size() + 1)));
    return String.join(" ", sentences);
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
