package org.denselab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.denselab.analysis.TokenLength;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.base.Seeds;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.denselab.data.format.Formats;

/**
 * How many tokens the sequences of a batch have.
 *
 * @param queries of each query, as the engine is given it
 * @param passages of each passage
 * @param queryText tokens of text in the queries
 * @param passageText tokens of text in the passages
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Lengths(int[] queries, int[] passages, long queryText, long passageText) {

  /** All the same. */
  static Lengths even(Sizes sizes, int divisor) {
    int[] queries = filled(sizes.queries(), Math.max(1, sizes.queryLength() / divisor));
    int[] passages = filled(sizes.passages(), Math.max(1, sizes.passageLength() / divisor));
    return new Lengths(queries, passages, sum(queries), sum(passages));
  }

  /** Each filled up to the longest of its kind. */
  Lengths padded() {
    return new Lengths(
        filled(queries.length, Arrays.stream(queries).max().orElseThrow()),
        filled(passages.length, Arrays.stream(passages).max().orElseThrow()),
        queryText,
        passageText);
  }

  private static int[] filled(int count, int value) {
    int[] all = new int[count];
    Arrays.fill(all, value);
    return all;
  }

  private static long sum(int[] values) {
    return Arrays.stream(values).asLongStream().sum();
  }

  /**
   * Batches of queries of a collection's first split, a passage judged for each, and others.
   *
   * @throws BadInput where the data is no collection
   */
  static List<Lengths> of(Settings settings, int batches) throws IOException {
    String spec = settings.data().orElseThrow();
    if (!(Datasets.open(spec) instanceof Collection data))
      throw new BadInput("-Ddata=" + spec + " is no collection of queries and passages");
    try (var tokens =
        settings.tokenizer().isPresent()
            ? TokenLength.of(settings.tokenizer().get())
            : TokenLength.trainedOn(Formats.of(spec), Progress.SILENT)) {
      var length = tokens.length();
      return of(
          data, settings.sizes(), batches, text -> length.of().applyAsInt(text) + length.special());
    }
  }

  private static List<Lengths> of(
      Collection data, Sizes sizes, int batches, ToIntFunction<String> length) {
    var set = data.queries(data.splits().getFirst());
    Map<String, Document> documents;
    try (var all = data.corpus().documents()) {
      documents = all.collect(Collectors.toMap(Document::id, d -> d, (a, _) -> a));
    }
    var ids = documents.keySet().stream().sorted().toList();
    List<Query> queries =
        set.queries().stream()
            .filter(q -> set.qrels().of(q.id()).keySet().stream().anyMatch(documents::containsKey))
            .toList();
    if (queries.isEmpty()) throw new BadInput(data.name() + " judges no passage that it has");
    SplittableRandom random = Seeds.stream(1, "lengths of a bench");
    var drawn = new ArrayList<Lengths>();
    for (int b = 0; b < batches; b++) {
      int[] q = new int[sizes.queries()];
      int[] p = new int[sizes.passages()];
      for (int i = 0, column = 0; i < q.length; i++) {
        Query query = queries.get(random.nextInt(queries.size()));
        q[i] = Math.min(sizes.queryLength(), length.applyAsInt(query.text()));
        for (int n = 0; n <= sizes.negatives(); n++) {
          String id = n == 0 ? judged(set, query, documents) : ids.get(random.nextInt(ids.size()));
          int passage = length.applyAsInt(documents.get(id).joined());
          p[column++] = Math.min(sizes.passageLength(), passage);
        }
      }
      drawn.add(new Lengths(q, p, sum(q), sum(p)));
    }
    return drawn;
  }

  private static String judged(QuerySet set, Query query, Map<String, Document> documents) {
    return set.qrels().of(query.id()).keySet().stream()
        .filter(documents::containsKey)
        .findFirst()
        .orElseThrow();
  }
}
