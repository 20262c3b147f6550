package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.denselab.base.Seeds;

/**
 * Which split each fact is in, the same for every task: about 70 % train, 10 % dev and 20 % test of
 * every entity's facts; all facts of the held-out entities are test.
 *
 * @param of every fact, in the order of the tables
 * @param heldOut the entities that never occur in training
 */
record FactSplits(Map<Fact, Split> of, Set<Entity> heldOut) {
  static FactSplits draw(List<Domain> domains, long seed) {
    Map<Fact, Split> splits = new LinkedHashMap<>();
    Set<Entity> heldOut = new HashSet<>();
    for (Domain domain : domains) {
      Map<Entity, List<Fact>> byEntity =
          FactTables.read(domain).stream()
              .collect(
                  Collectors.groupingBy(Fact::entity, LinkedHashMap::new, Collectors.toList()));
      List<Entity> entities = new ArrayList<>(byEntity.keySet());
      shuffle(entities, Seeds.stream(seed, "held out " + domain.name()));
      heldOut.addAll(entities.subList(0, domain.heldOut()));
      byEntity.forEach(
          (entity, facts) -> splits.putAll(draw(facts, heldOut.contains(entity), seed)));
    }
    return new FactSplits(splits, heldOut);
  }

  List<Fact> in(Split split) {
    return of.keySet().stream().filter(fact -> of.get(fact) == split).toList();
  }

  /** The facts of one split, grouped by entity. */
  Map<Entity, List<Fact>> byEntity(Split split) {
    return in(split).stream()
        .collect(Collectors.groupingBy(Fact::entity, LinkedHashMap::new, Collectors.toList()));
  }

  Set<Entity> entities() {
    return of.keySet().stream()
        .map(Fact::entity)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Map<Fact, Split> draw(List<Fact> facts, boolean heldOut, long seed) {
    Map<Fact, Split> splits = new LinkedHashMap<>();
    facts.forEach(fact -> splits.put(fact, heldOut ? Split.TEST : Split.TRAIN));
    if (heldOut) return splits;
    var random = Seeds.stream(seed, "split " + facts.getFirst().entity().name());
    List<Fact> order = new ArrayList<>(facts);
    shuffle(order, random);
    // at least half of an entity's facts are for training, however few there are
    int test = Math.min(facts.size() / 2, rounded(0.2 * facts.size(), random));
    // in pairs where there are enough, because two facts of one entity make a multi-hop query
    int wanted = facts.size() < 8 ? rounded(0.1 * facts.size(), random) : 2 * random.nextInt(2);
    int dev = Math.min(facts.size() / 2 - test, wanted);
    for (int i = 0; i < test + dev; i++)
      splits.put(order.get(i), i < test ? Split.TEST : Split.DEV);
    return splits;
  }

  /** Up or down at random, so that the mean is kept. */
  private static int rounded(double value, SplittableRandom random) {
    return (int) (value + random.nextDouble());
  }

  static <T> void shuffle(List<T> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T moved = list.get(i);
      list.set(i, list.get(j));
      list.set(j, moved);
    }
  }
}
