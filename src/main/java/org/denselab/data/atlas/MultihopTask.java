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
 * Questions with two golds, both of the same split. A bridge does not name its entity but describes
 * it by another fact: "What currency does the country whose capital is Oslo use?" A comparison asks
 * the same of two entities.
 */
final class MultihopTask {
  /** Entities with many facts would otherwise fill the training set. */
  private static final int BRIDGES_PER_ENTITY = 4;

  /** Chosen so that each split has about as many comparisons as bridges. */
  private static final int COMPARISONS_IN_TRAIN = 3;

  private static final int COMPARISONS_IN_DEV_AND_TEST = 1;

  private static final List<String> COMPARED =
      List.of("And in the case of {e}?", "And what about {e}?", "Is it the same for {e}?");

  /** A fact asked, the fact that leads to its entity, and how the question then names it. */
  private record Bridge(Fact asked, Fact lead, String description) {}

  private final AtlasSettings settings;
  private final FactSplits splits;
  private final Passages passages;
  private final Map<String, Integer> uses = new HashMap<>();
  private final QueryWriter queries = new QueryWriter("multihop");

  MultihopTask(AtlasSettings settings, FactSplits splits, Passages passages) {
    this.settings = settings;
    this.splits = splits;
    this.passages = passages;
    splits.of().keySet().forEach(fact -> uses.merge(claim(fact), 1, Integer::sum));
  }

  QueryWriter write() {
    for (Split split : Split.values()) {
      Map<Entity, List<Fact>> byEntity = splits.byEntity(split);
      Map<String, List<Fact>> byName = new HashMap<>();
      Map<Relation, List<Fact>> byRelation = new HashMap<>();
      byEntity.forEach((entity, facts) -> byName.put(entity.name(), facts));
      splits
          .in(split)
          .forEach(f -> byRelation.computeIfAbsent(f.relation(), _ -> new ArrayList<>()).add(f));
      byEntity.forEach(
          (entity, facts) -> {
            var random = Seeds.stream(settings.seed(), "multihop " + split + entity.name());
            List<Bridge> bridges = bridges(facts, byName, random);
            FactSplits.shuffle(bridges, random);
            for (Bridge bridge : bridges.subList(0, Math.min(BRIDGES_PER_ENTITY, bridges.size())))
              add(split, bridge, random);
            List<Fact> compared = new ArrayList<>(facts);
            FactSplits.shuffle(compared, random);
            int wanted = split == Split.TRAIN ? COMPARISONS_IN_TRAIN : COMPARISONS_IN_DEV_AND_TEST;
            for (Fact fact : compared.subList(0, Math.min(wanted, compared.size())))
              compare(split, fact, byRelation.get(fact.relation()), random);
          });
    }
    return queries;
  }

  private List<Bridge> bridges(
      List<Fact> facts, Map<String, List<Fact>> byName, SplittableRandom random) {
    List<Bridge> bridges = new ArrayList<>();
    for (Fact lead : facts) {
      List<String> descriptions = lead.relation().of(Phrasing.DESCRIPTION);
      if (!descriptions.isEmpty() && uses.get(claim(lead)) == 1)
        for (Fact asked : facts)
          if (!asked.equals(lead)) bridges.add(bridge(asked, lead, descriptions, random));
      List<String> crossings = lead.relation().of(Phrasing.BRIDGE);
      if (!crossings.isEmpty())
        for (Fact asked : byName.getOrDefault(lead.value(), List.of()))
          bridges.add(bridge(asked, lead, crossings, random));
    }
    return bridges;
  }

  private static Bridge bridge(
      Fact asked, Fact lead, List<String> templates, SplittableRandom random) {
    String template = Wording.pick(templates, random);
    return new Bridge(asked, lead, Wording.pick(Wording.fill(template, lead), random));
  }

  private void add(Split split, Bridge bridge, SplittableRandom random) {
    List<String> questions = new ArrayList<>();
    for (String template : bridge.asked().relation().of(Phrasing.QUESTION))
      if (template.contains("{e}"))
        questions.addAll(Wording.fill(template, List.of(bridge.description()), "", ""));
    add(split, Wording.pick(questions, random), bridge.lead(), bridge.asked(), "bridge");
  }

  private void compare(Split split, Fact fact, List<Fact> ofRelation, SplittableRandom random) {
    List<Fact> others = ofRelation.stream().filter(f -> !f.equals(fact)).toList();
    if (others.isEmpty()) return;
    Fact other = Wording.pick(others, random);
    List<String> questions =
        Wording.all(fact, Phrasing.QUESTION).stream().filter(q -> q.endsWith("?")).toList();
    String question =
        Wording.pick(questions, random)
            + " "
            + Wording.pick(COMPARED, random)
                .replace("{e}", Wording.pick(other.entity().names(), random));
    add(split, question, fact, other, "comparison");
  }

  private void add(Split split, String question, Fact first, Fact second, String slice) {
    Map<Document, Integer> golds = new LinkedHashMap<>();
    golds.put(passages.of().get(first), 1);
    golds.put(passages.of().get(second), 1);
    boolean unseen =
        splits.heldOut().contains(first.entity()) || splits.heldOut().contains(second.entity());
    queries.add(split, question, golds, unseen ? Set.of(slice, "unseen-entity") : Set.of(slice));
  }

  /** A value describes an entity only where no other entity has it. */
  private static String claim(Fact fact) {
    return fact.entity().domain() + "/" + fact.relation().id() + "/" + fact.value();
  }
}
