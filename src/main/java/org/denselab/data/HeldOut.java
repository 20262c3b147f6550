package org.denselab.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.denselab.base.BadInput;
import org.denselab.base.Hash64;
import org.denselab.base.Seeds;
import org.denselab.base.Sha256;

/**
 * A collection some of whose training queries are a split of their own, to choose on. Which ones
 * depends on their ids alone, so that every run holds out the same.
 *
 * @param train the split that queries are taken from
 * @param dev what they are called
 * @param share of them
 */
public record HeldOut(Collection data, String train, String dev, double share)
    implements Collection {
  public HeldOut {
    if (data.splits().contains(dev))
      throw new BadInput(
          data.name()
              + " has a split "
              + dev
              + " of its own: choose on that, or give splits.dev another name");
  }

  @Override
  public String name() {
    return data.name();
  }

  @Override
  public String fingerprint() {
    return new Sha256()
        .add(data.fingerprint())
        .add("held out")
        .add(train)
        .add(dev)
        .add(Double.toString(share))
        .hex();
  }

  @Override
  public boolean synthetic() {
    return data.synthetic();
  }

  @Override
  public Corpus corpus() {
    return data.corpus();
  }

  @Override
  public List<String> splits() {
    var splits = new LinkedHashSet<String>();
    for (String split : data.splits()) {
      splits.add(split);
      if (split.equals(train)) splits.add(dev);
    }
    return List.copyOf(splits);
  }

  @Override
  public QuerySet queries(String split) {
    if (!ours(split)) return data.queries(split);
    QuerySet all = data.queries(train);
    Predicate<String> kept = kept(split);
    List<Query> queries = new ArrayList<>();
    for (Query query : all.queries()) if (kept.test(query.id())) queries.add(query);
    if (queries.isEmpty())
      throw new BadInput(
          "%s: hold_out %s of %,d training queries leaves none for %s"
              .formatted(data.name(), share, all.queries().size(), split));
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>(all.qrels().grades());
    grades.keySet().removeIf(kept.negate());
    Map<String, Set<String>> slices = new LinkedHashMap<>();
    all.slices()
        .forEach(
            (name, ids) -> {
              var some = new LinkedHashSet<>(ids);
              some.removeIf(kept.negate());
              slices.put(name, some);
            });
    return new QuerySet(split, queries, new Qrels(grades), slices);
  }

  private boolean ours(String split) {
    return split.equals(train) || split.equals(dev);
  }

  /** Which of the training queries a split has. */
  private Predicate<String> kept(String split) {
    Predicate<String> held = id -> Seeds.stream(Hash64.of(id), "held out").nextDouble() < share;
    return split.equals(dev) ? held : held.negate();
  }

  @Override
  public List<Query> unjudged() {
    return data.unjudged();
  }

  @Override
  public Map<String, List<String>> negatives(String split) {
    if (!ours(split)) return data.negatives(split);
    Map<String, List<String>> negatives = new LinkedHashMap<>(data.negatives(train));
    negatives.keySet().removeIf(kept(split).negate());
    return negatives;
  }

  @Override
  public boolean bringsNegatives(String split) {
    return data.bringsNegatives(ours(split) ? train : split);
  }
}
