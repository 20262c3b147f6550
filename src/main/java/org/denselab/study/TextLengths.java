package org.denselab.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.denselab.data.Dataset;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.KnownData;
import org.denselab.data.Pairs;
import org.denselab.data.Query;
import org.denselab.study.stage.TrainStage;
import org.denselab.text.Template;

/**
 * How long texts are in tokens, on the mean, told from a sample before there is a tokenizer. For
 * time alone: memory is planned for texts as long as they may be, and so is the time of data that
 * is known by its counts.
 */
final class TextLengths {
  /**
   * Tokens of a word or a mark: 1.15 to 1.7 in eight English collections with 8,192 pieces learned
   * from news, 1.3 on the mean.
   */
  private static final double TOKENS = 1.3;

  /** Before and behind a text. */
  private static final int SPECIAL = 2;

  private static final int SAMPLE = 200;

  /** The sample is of these, as reading all of a large collection takes minutes. */
  private static final int FIRST = 10_000;

  private static final Pattern PIECE = Pattern.compile("[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}\\s]");

  private final Map<List<String>, List<Integer>> sampled = new HashMap<>();

  /** Mean tokens of a query and of a passage. */
  record Means(double query, double passage) {}

  /** Of what a model is trained on. */
  Means training(TrainStage.Material material) {
    Template query = material.texts().query();
    Template passage = material.texts().passage();
    double instruction =
        material.instructions().stream().mapToInt(TextLengths::pieces).average().orElse(0) * TOKENS;
    return switch (material.data()) {
      case Collection data ->
          new Means(instruction + queries(data, material.split(), query), passages(data, passage));
      case Pairs data ->
          new Means(
              instruction + mean(data, "queries", query, () -> triples(data).map(Example::query)),
              mean(
                  data,
                  "passages",
                  passage,
                  () -> triples(data).flatMap(TextLengths::passages).map(Document::joined)));
    };
  }

  /** Of a collection's passages. */
  double passages(Collection data, Template template) {
    return mean(
        data,
        "passages",
        template,
        () -> {
          int every = (int) Math.max(1, Math.min(data.corpus().size(), FIRST) / SAMPLE);
          try (Stream<Document> documents = data.corpus().documents()) {
            return everyOf(documents.limit((long) every * SAMPLE).map(Document::joined), every);
          }
        });
  }

  private double queries(Collection data, String split, Template template) {
    return mean(
        data,
        split,
        template,
        () -> {
          List<Query> queries = data.queries(split).queries();
          return everyOf(queries.stream().map(Query::text), Math.max(1, queries.size() / SAMPLE));
        });
  }

  private static Stream<Example> triples(Pairs data) {
    List<Example> triples = data.triples();
    return everyOf(triples.stream(), Math.max(1, triples.size() / SAMPLE));
  }

  private static Stream<Document> passages(Example example) {
    return Stream.concat(example.positives().stream(), example.negatives().stream());
  }

  private static <T> Stream<T> everyOf(Stream<T> all, int every) {
    List<T> some = new ArrayList<>();
    int[] seen = {0};
    all.forEach(
        one -> {
          if (seen[0]++ % every == 0) some.add(one);
        });
    return some.stream();
  }

  private double mean(
      Dataset data, String what, Template template, Supplier<Stream<String>> texts) {
    if (KnownData.countsAlone(data)) return template.maxLength();
    List<Integer> pieces =
        sampled.computeIfAbsent(
            List.of(data.fingerprint(), what), _ -> texts.get().map(TextLengths::pieces).toList());
    double around = SPECIAL + TOKENS * (pieces(template.prefix()) + pieces(template.suffix()));
    double mean =
        pieces.stream()
            .mapToDouble(n -> Math.min(template.maxLength(), around + TOKENS * n))
            .average()
            .orElse(template.maxLength());
    return TOKENS * pieces(template.instruction()) + mean;
  }

  /** Words and marks. */
  private static int pieces(String text) {
    return (int) PIECE.matcher(text).results().count();
  }
}
