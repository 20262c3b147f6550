package org.denselab.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.denselab.base.BadInput;
import org.denselab.base.Seeds;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.NormalisedText;
import org.denselab.text.TokenizedText;

/**
 * Examples, tokenised once. Queries with the same text are one anchor, and the positives of an
 * anchor are those of all its examples: none of them is ever a negative for it.
 */
public final class TrainingSet {
  private final List<Row> rows = new ArrayList<>();
  private final List<Passage> passages = new ArrayList<>();
  private final List<Set<Integer>> positiveTexts = new ArrayList<>();
  private int falseNegatives;

  /**
   * A query with the passages it may be given.
   *
   * @param anchor number of the query's normalised text
   * @param queries its tokens, once for each instruction
   * @param positives and {@code negatives}: numbers of passages
   * @param teacher scores of positives, then negatives; empty where the data has none
   * @param draw what random choices for this row depend on besides seed and epoch
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // token ids of a whole collection; never leaves the room
  record Row(
      String id,
      int anchor,
      List<TokenizedText> queries,
      int[] positives,
      int[] negatives,
      double[] teacher,
      long draw) {}

  /**
   * A passage.
   *
   * @param text number of the normalised text: equal for passages that differ in their id only
   */
  record Passage(String id, TokenizedText tokens, int text) {}

  /**
   * Tokenises the examples.
   *
   * @param query a query's tokens, template applied
   * @param passage a passage's tokens, template applied
   * @param teacher what to do with a teacher's scores
   * @throws BadInput when an id stands for two different texts, or when scores are refused or
   *     missing
   */
  public TrainingSet(
      List<Example> examples,
      Function<String, TokenizedText> query,
      Function<String, TokenizedText> passage,
      Teacher teacher) {
    this(examples, List.of(query), passage, teacher);
  }

  /**
   * Queries that are written in several ways, one of which is drawn for each query and epoch.
   *
   * @param queries a query's tokens, a template each
   */
  public TrainingSet(
      List<Example> examples,
      List<Function<String, TokenizedText>> queries,
      Function<String, TokenizedText> passage,
      Teacher teacher) {
    for (Example example : examples) teacher.check(example);
    var anchors = new Numbers();
    var queryTexts = new HashMap<String, String>();
    var texts = new Numbers();
    var documents = new LinkedHashMap<String, Integer>();
    var joined = new HashMap<String, String>();
    Function<Document, Integer> number =
        document -> {
          sameText("passage", joined, document.id(), document.joined());
          return documents.computeIfAbsent(
              document.id(),
              id -> {
                int text = texts.of(NormalisedText.of(document.joined()));
                passages.add(new Passage(id, passage.apply(document.joined()), text));
                return passages.size() - 1;
              });
        };
    for (Example example : examples) {
      sameText("query", queryTexts, example.id(), example.query());
      int anchor = anchors.of(NormalisedText.of(example.query()));
      if (anchor == positiveTexts.size()) positiveTexts.add(new HashSet<>());
      for (Document positive : example.positives())
        positiveTexts.get(anchor).add(passages.get(number.apply(positive)).text());
    }
    for (Example example : examples)
      rows.add(row(example, anchors.of(NormalisedText.of(example.query())), queries, number));
  }

  private Row row(
      Example example,
      int anchor,
      List<Function<String, TokenizedText>> queries,
      Function<Document, Integer> number) {
    int[] positives = example.positives().stream().mapToInt(number::apply).toArray();
    var teacher = new ArrayList<Double>();
    boolean scored = !example.teacherScores().isEmpty();
    if (scored) teacher.addAll(example.teacherScores().subList(0, positives.length));
    var negatives = new ArrayList<Integer>();
    var seen = new HashSet<Integer>();
    for (int i = 0; i < example.negatives().size(); i++) {
      int negative = number.apply(example.negatives().get(i));
      int text = passages.get(negative).text();
      if (positiveTexts.get(anchor).contains(text)) {
        falseNegatives++;
      } else if (seen.add(text)) {
        negatives.add(negative);
        if (scored) teacher.add(example.teacherScores().get(positives.length + i));
      }
    }
    return new Row(
        example.id(),
        anchor,
        queries.stream().map(query -> query.apply(example.query())).toList(),
        positives,
        negatives.stream().mapToInt(n -> n).toArray(),
        teacher.stream().mapToDouble(s -> s).toArray(),
        hash(example.id()));
  }

  /** Number of examples. */
  public int size() {
    return rows.size();
  }

  /** Number of distinct queries by text. */
  public int anchors() {
    return positiveTexts.size();
  }

  /** Given negatives that are a positive of their query, or have the text of one: never used. */
  public int falseNegatives() {
    return falseNegatives;
  }

  /** Examples with fewer than {@code wanted} negatives to draw from. */
  public long withFewerNegatives(int wanted) {
    return rows.stream().filter(row -> row.negatives().length < wanted).count();
  }

  Row row(int index) {
    return rows.get(index);
  }

  Passage passage(int number) {
    return passages.get(number);
  }

  /** Whether a passage is, or reads like, one of the positives of the row's query. */
  boolean isPositive(Row row, int passage) {
    return positiveTexts.get(row.anchor()).contains(passages.get(passage).text());
  }

  private static void sameText(String kind, Map<String, String> texts, String id, String text) {
    String known = texts.putIfAbsent(id, text);
    if (known != null && !known.equals(text))
      throw new BadInput(
          "training data: %s %s has two texts, \"%s\" and \"%s\"; give each its own id"
              .formatted(kind, id, brief(known), brief(text)));
  }

  private static String brief(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static long hash(String id) {
    long hash = 0;
    for (int i = 0; i < id.length(); i++) hash = Seeds.mix(hash + id.charAt(i) + 1);
    return hash;
  }

  /** Numbers strings by first appearance. */
  private static final class Numbers {
    private final Map<String, Integer> byText = new HashMap<>();

    int of(String text) {
      Integer next = byText.size();
      Integer known = byText.putIfAbsent(text, next);
      return known == null ? next : known;
    }
  }
}
