package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.denselab.base.Seeds;
import org.denselab.base.Sha256;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.MemoryPairs;
import org.denselab.data.Pairs;
import org.denselab.data.ScoredPair;

/**
 * Triples from training facts, and scored pairs from test facts. The scores follow from how a pair
 * is made: 5 the same fact in other words; 4 one of them with a remark added; 3 another value for
 * the same entity and relation; 2 another fact of the same entity; 1 the same relation of another
 * entity; 0 nothing in common.
 */
final class SimilarityTask {
  private static final int TRIPLES_PER_FACT = 2;
  private static final int SCORES = 6;

  private final AtlasSettings settings;
  private final FactSplits splits;

  SimilarityTask(AtlasSettings settings, FactSplits splits) {
    this.settings = settings;
    this.splits = splits;
  }

  Pairs triples() {
    List<Fact> facts = splits.in(Split.TRAIN);
    List<Example> triples = new ArrayList<>();
    for (Fact fact : facts) {
      var random = Seeds.stream(settings.seed(), "entailment " + fact);
      for (int i = 0; i < TRIPLES_PER_FACT; i++) {
        List<String> same = wordings(fact, random);
        contradiction(fact, facts, random)
            .ifPresent(no -> triples.add(example(same.get(0), same.get(1), no)));
      }
    }
    return pairs("atlas/nli", triples, List.of());
  }

  Pairs scored() {
    List<Fact> facts =
        splits.in(Split.TEST).stream()
            .filter(fact -> !splits.heldOut().contains(fact.entity()))
            .toList();
    List<ScoredPair> pairs = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      var random = Seeds.stream(settings.seed(), "similarity " + fact);
      int score = i % SCORES;
      String first = Passages.statement(fact, random);
      partner(fact, score, facts, first, random)
          .ifPresent(
              second -> pairs.add(new ScoredPair("sts-" + pairs.size(), first, second, score)));
    }
    return pairs("atlas/sts", List.of(), pairs);
  }

  private static Optional<String> partner(
      Fact fact, int score, List<Fact> facts, String first, SplittableRandom random) {
    return switch (score) {
      case 5 -> Optional.of(reworded(fact, first, random));
      case 4 ->
          Optional.of(
              reworded(fact, first, random)
                  + " "
                  + Wording.pick(fact.relation().of(Phrasing.REMARK), random));
      case 3 -> contradiction(fact, facts, random);
      case 2 ->
          other(
              facts,
              random,
              f -> f.entity().equals(fact.entity()) && !f.relation().equals(fact.relation()));
      case 1 ->
          other(
              facts,
              random,
              f -> f.relation().equals(fact.relation()) && !f.entity().equals(fact.entity()));
      default -> other(facts, random, f -> !f.entity().domain().equals(fact.entity().domain()));
    };
  }

  private static Optional<String> other(
      List<Fact> facts, SplittableRandom random, Predicate<Fact> wanted) {
    List<Fact> fitting = facts.stream().filter(wanted).toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(Passages.statement(Wording.pick(fitting, random), random));
  }

  /** Denies the fact, or gives the relation a value that it has for another entity. */
  private static Optional<String> contradiction(
      Fact fact, List<Fact> facts, SplittableRandom random) {
    List<String> denials = Wording.all(fact, Phrasing.CONTRADICTION);
    if (!denials.isEmpty()) return Optional.of(Wording.pick(denials, random));
    List<String> values =
        facts.stream()
            .filter(f -> f.relation().equals(fact.relation()))
            .map(Fact::value)
            .filter(value -> !value.equals(fact.value()))
            .distinct()
            .toList();
    if (values.isEmpty()) return Optional.empty();
    var wrong = new Fact(fact.entity(), fact.relation(), Wording.pick(values, random));
    return Optional.of(Passages.statement(wrong, random));
  }

  private static List<String> wordings(Fact fact, SplittableRandom random) {
    String first = Passages.statement(fact, random);
    return List.of(first, reworded(fact, first, random));
  }

  private static String reworded(Fact fact, String first, SplittableRandom random) {
    List<String> others = new ArrayList<>(Wording.all(fact, Phrasing.STATEMENT));
    others.removeAll(new LinkedHashSet<>(List.of(first)));
    return Wording.pick(others, random);
  }

  private static Example example(String anchor, String entailed, String contradicting) {
    return new Example(
        "a-" + id(anchor),
        anchor,
        List.of(new Document("s-" + id(entailed), "", entailed)),
        List.of(new Document("s-" + id(contradicting), "", contradicting)),
        List.of());
  }

  private static String id(String text) {
    return Sha256.of(text).substring(0, 16);
  }

  private Pairs pairs(String name, List<Example> triples, List<ScoredPair> scored) {
    var hash = new Sha256().add(Atlas.VERSION).add(settings.toString());
    triples.forEach(triple -> hash.add(triple.toString()));
    scored.forEach(pair -> hash.add(pair.toString()));
    return new MemoryPairs(name, hash.hex(), true, triples, scored);
  }
}
