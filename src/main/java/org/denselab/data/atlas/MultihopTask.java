package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.data.Document;

/**
 * Questions whose entity is not named but described by another fact: "What currency does the
 * country whose capital is Oslo use?" Both facts are of the same split; both passages are golds.
 */
final class MultihopTask {
  /** Entities with many facts would otherwise fill the training set. */
  private static final int CHAINS_PER_ENTITY = 5;

  /** A fact asked, the fact that leads to its entity, and how the question then names it. */
  private record Chain(Fact asked, Fact lead, String description) {}

  private final AtlasSettings settings;
  private final FactSplits splits;
  private final Passages passages;
  private final Map<String, Integer> uses = new HashMap<>();

  MultihopTask(AtlasSettings settings, FactSplits splits, Passages passages) {
    this.settings = settings;
    this.splits = splits;
    this.passages = passages;
    splits.of().keySet().forEach(fact -> uses.merge(claim(fact), 1, Integer::sum));
  }

  QueryWriter write() {
    var queries = new QueryWriter("multihop");
    for (Split split : Split.values()) {
      Map<Entity, List<Fact>> byEntity = splits.byEntity(split);
      Map<String, List<Fact>> byName = new HashMap<>();
      byEntity.forEach((entity, facts) -> byName.put(entity.name(), facts));
      byEntity.forEach(
          (entity, facts) -> {
            var random = Seeds.stream(settings.seed(), "multihop " + split + entity.name());
            List<Chain> chains = chains(facts, byName, random);
            FactSplits.shuffle(chains, random);
            chains.stream()
                .limit(CHAINS_PER_ENTITY)
                .forEach(chain -> add(queries, split, chain, random));
          });
    }
    return queries;
  }

  private List<Chain> chains(
      List<Fact> facts, Map<String, List<Fact>> byName, SplittableRandom random) {
    List<Chain> chains = new ArrayList<>();
    for (Fact lead : facts) {
      List<String> descriptions = lead.relation().of(Phrasing.DESCRIPTION);
      if (!descriptions.isEmpty() && uses.get(claim(lead)) == 1)
        for (Fact asked : facts)
          if (!asked.equals(lead)) chains.add(chain(asked, lead, descriptions, random));
      List<String> bridges = lead.relation().of(Phrasing.BRIDGE);
      if (!bridges.isEmpty())
        for (Fact asked : byName.getOrDefault(lead.value(), List.of()))
          chains.add(chain(asked, lead, bridges, random));
    }
    return chains;
  }

  private static Chain chain(
      Fact asked, Fact lead, List<String> templates, SplittableRandom random) {
    String template = Wording.pick(templates, random);
    return new Chain(asked, lead, Wording.pick(Wording.fill(template, lead), random));
  }

  private void add(QueryWriter queries, Split split, Chain chain, SplittableRandom random) {
    List<String> questions = new ArrayList<>();
    for (String template : chain.asked().relation().of(Phrasing.QUESTION))
      if (template.contains("{e}"))
        questions.addAll(Wording.fill(template, List.of(chain.description()), "", ""));
    Map<Document, Integer> golds = new LinkedHashMap<>();
    golds.put(passages.of().get(chain.lead()), 1);
    golds.put(passages.of().get(chain.asked()), 1);
    boolean unseen =
        splits.heldOut().contains(chain.asked().entity())
            || splits.heldOut().contains(chain.lead().entity());
    queries.add(
        split, Wording.pick(questions, random), golds, unseen ? Set.of("unseen-entity") : Set.of());
  }

  /** A value describes an entity only where no other entity has it. */
  private static String claim(Fact fact) {
    return fact.entity().domain() + "/" + fact.relation().id() + "/" + fact.value();
  }
}
