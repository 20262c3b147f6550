package org.denselab.analysis.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.NormalisedText;

/**
 * Queries, each with one positive and hard negatives, over shared texts.
 *
 * @param queries texts, one an item
 * @param passages distinct texts
 * @param folds parts of the items; items of one positive are in the same, so that no probe is
 *     tested on a passage that it was taught to choose
 * @param left queries that lack a positive or negatives, and are left out
 */
public record Candidates(
    List<String> queries, List<String> passages, List<Item> items, int folds, long left) {
  /**
   * A query with its candidates.
   *
   * @param passages numbers of passages: the positive first
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index in inner loops
  public record Item(String id, int[] passages, int fold) {}

  public Candidates {
    queries = List.copyOf(queries);
    passages = List.copyOf(passages);
    items = List.copyOf(items);
  }

  /**
   * Draws the candidates of each query once: fewer candidates are the first of more.
   *
   * @param most candidates of a query, the positive included
   * @param limit queries at most
   */
  public static Candidates of(List<Example> examples, int most, int limit, int folds, long seed) {
    var numbers = new LinkedHashMap<String, Integer>();
    List<Example> usable = new ArrayList<>();
    List<int[]> drawn = new ArrayList<>();
    for (Example example : shuffled(examples, seed)) {
      if (usable.size() == limit) break;
      List<Document> own = draw(example, most, seed);
      if (own.size() < most) continue;
      usable.add(example);
      drawn.add(own.stream().mapToInt(passage -> number(numbers, passage)).toArray());
    }
    int[] fold = folds(drawn, folds, seed);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++)
      items.add(new Item(usable.get(i).id(), drawn.get(i), fold[i]));
    long left = examples.size() < limit ? examples.size() - usable.size() : 0;
    return new Candidates(
        usable.stream().map(Example::query).toList(),
        List.copyOf(numbers.keySet()),
        items,
        folds,
        left);
  }

  private static int number(Map<String, Integer> numbers, Document passage) {
    Integer next = numbers.size();
    Integer known = numbers.putIfAbsent(passage.joined(), next);
    return known == null ? next : known;
  }

  /** A positive, then negatives that do not read like any positive or like one another. */
  private static List<Document> draw(Example example, int most, long seed) {
    SplittableRandom random = Seeds.stream(seed, "probe candidates", example.id().hashCode());
    List<Document> drawn = new ArrayList<>();
    drawn.add(example.positives().get(random.nextInt(example.positives().size())));
    Set<String> texts = new HashSet<>();
    example.positives().forEach(positive -> texts.add(NormalisedText.of(positive.joined())));
    for (Document negative : shuffled(example.negatives(), random))
      if (drawn.size() < most && texts.add(NormalisedText.of(negative.joined())))
        drawn.add(negative);
    return drawn;
  }

  private static List<Example> shuffled(List<Example> examples, long seed) {
    return shuffled(examples, Seeds.stream(seed, "probe examples"));
  }

  private static <T> List<T> shuffled(List<T> items, SplittableRandom random) {
    var order = new ArrayList<>(items);
    for (int i = order.size() - 1; i > 0; i--) Collections.swap(order, i, random.nextInt(i + 1));
    return order;
  }

  /** Positives go to the smallest fold, in the order in which they were drawn. */
  private static int[] folds(List<int[]> drawn, int folds, long seed) {
    var ofPositive = new HashMap<Integer, Integer>();
    var sizes = new int[folds];
    var fold = new int[drawn.size()];
    SplittableRandom random = Seeds.stream(seed, "probe folds");
    for (int i = 0; i < fold.length; i++) {
      fold[i] =
          ofPositive.computeIfAbsent(
              drawn.get(i)[0],
              _ -> {
                int least = Arrays.stream(sizes).min().orElseThrow();
                int from = random.nextInt(folds);
                while (sizes[from] != least) from = (from + 1) % folds;
                return from;
              });
      sizes[fold[i]]++;
    }
    return fold;
  }
}
