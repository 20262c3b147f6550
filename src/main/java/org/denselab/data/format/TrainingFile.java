package org.denselab.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.Sha256;
import org.denselab.data.Document;
import org.denselab.data.Example;

/**
 * Training records, one JSON object a line, in any of three layouts told apart by their keys:
 * FlagEmbedding's {@code query, pos, neg} with {@code pos_scores, neg_scores} or {@code
 * teacher_scores}; Tevatron's {@code query, positive_passages, negative_passages}; triples {@code
 * anchor, positive, negative}.
 *
 * <p>The id of an example is a hash of its query's text: equal anchors have equal ids, which keeps
 * an anchor from standing twice in a batch. Equal passages have equal ids for the same reason.
 */
public final class TrainingFile {
  private TrainingFile() {}

  /**
   * Reads all examples, in file order.
   *
   * @throws org.denselab.base.BadInput naming file and line of a record that cannot be trained on
   */
  public static List<Example> read(Path file) {
    try (var lines = TextFile.lines(file)) {
      return lines
          .filter(line -> !line.isBlank())
          .map(JsonLine::parse)
          .map(TrainingFile::example)
          .toList();
    }
  }

  private static Example example(JsonLine json) {
    if (json.has("anchor")) {
      List<String> negatives = json.has("negative") ? List.of(json.text("negative")) : List.of();
      return example(json, "anchor", texts(List.of(json.text("positive"))), texts(negatives));
    }
    if (json.has("positive_passages"))
      return example(
          json, "query", passages(json, "positive_passages"), passages(json, "negative_passages"));
    if (json.has("pos"))
      return example(json, "query", texts(json.texts("pos")), texts(json.texts("neg")));
    throw json.error(
        "expected the keys query, pos, neg; or query, positive_passages, negative_passages; or"
            + " anchor, positive, negative; found "
            + json.keys());
  }

  private static Example example(
      JsonLine json, String queryKey, List<Document> positives, List<Document> negatives) {
    String query = json.text(queryKey);
    if (query.isBlank()) throw json.error("\"" + queryKey + "\" is empty");
    if (positives.isEmpty()) throw json.error("no positive passage");
    var scores = scores(json);
    int passages = positives.size() + negatives.size();
    if (!scores.isEmpty() && scores.size() != passages)
      throw json.error(scores.size() + " teacher scores for " + passages + " passages");
    return new Example("q-" + hash(query), query, positives, negatives, scores);
  }

  private static List<Double> scores(JsonLine json) {
    boolean separate = json.has("pos_scores") || json.has("neg_scores");
    if (separate && json.has("teacher_scores"))
      throw json.error("has both teacher_scores and pos_scores or neg_scores; keep one kind");
    if (!separate) return json.numbers("teacher_scores");
    if (json.list("pos_scores").size() != json.list("pos").size())
      throw json.error("pos_scores and pos differ in length");
    if (json.list("neg_scores").size() != json.list("neg").size())
      throw json.error("neg_scores and neg differ in length");
    List<Double> scores = new ArrayList<>(json.numbers("pos_scores"));
    scores.addAll(json.numbers("neg_scores"));
    return scores;
  }

  private static List<Document> texts(List<String> texts) {
    return texts.stream().map(text -> new Document("d-" + hash(text), "", text)).toList();
  }

  private static List<Document> passages(JsonLine json, String key) {
    return json.list(key).stream().map(passage -> passage(json, passage)).toList();
  }

  private static Document passage(JsonLine json, JsonNode node) {
    var passage = new JsonLine(json.line(), node);
    return new Document(passage.text("docid"), passage.text("title", ""), passage.text("text", ""));
  }

  private static String hash(String text) {
    return Sha256.of(text).substring(0, 16);
  }
}
