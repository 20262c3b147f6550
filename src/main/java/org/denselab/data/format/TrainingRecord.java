package org.denselab.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.denselab.base.Sha256;
import org.denselab.data.Document;
import org.denselab.data.Example;

/**
 * A query with its positives and hard negatives, and all else that its file says.
 *
 * @param id empty where the file has none
 * @param answers short answers, where the data is for question answering
 * @param other keys that training does not read, such as {@code prompt} or {@code type}
 * @param spelling keys whose content stands in the components above, as the file spelt them; only
 *     the format that read them writes them
 */
public record TrainingRecord(
    String id,
    String query,
    List<Passage> positives,
    List<Passage> negatives,
    List<String> answers,
    Map<String, JsonNode> other,
    Map<String, JsonNode> spelling) {
  public TrainingRecord {
    positives = List.copyOf(positives);
    negatives = List.copyOf(negatives);
    answers = List.copyOf(answers);
    other = Collections.unmodifiableMap(new LinkedHashMap<>(other));
    spelling = Collections.unmodifiableMap(new LinkedHashMap<>(spelling));
  }

  /** An example, with its place unknown. */
  public static Placed<TrainingRecord> of(Example example) {
    var scores = example.teacherScores().iterator();
    Function<Document, Passage> passage =
        document ->
            Passage.of(document)
                .scored(
                    scores.hasNext()
                        ? Optional.of(BigDecimal.valueOf(scores.next()))
                        : Optional.empty());
    var record =
        new TrainingRecord(
            example.id(),
            example.query(),
            example.positives().stream().map(passage).toList(),
            example.negatives().stream().map(passage).toList(),
            List.of(),
            Map.of(),
            Map.of());
    return new Placed<>(example.id(), record);
  }

  /** The positives, then the negatives. */
  public Stream<Passage> passages() {
    return Stream.concat(positives.stream(), negatives.stream());
  }

  /** Whether a teacher scored every passage, or some only. */
  Scored scored() {
    long scored = passages().filter(p -> p.teacher().isPresent()).count();
    if (scored == 0) return Scored.NONE;
    return scored == positives.size() + negatives.size() ? Scored.ALL : Scored.SOME;
  }

  enum Scored {
    NONE,
    SOME,
    ALL
  }

  /** Its own id, else a hash of the query: equal queries have equal ids. */
  public String idOrHash() {
    return id.isEmpty() ? queryHash() : id;
  }

  /** The id unless it is one that a writer of ours made up. */
  static String given(String id, String query) {
    return id.equals(hash(query)) ? "" : id;
  }

  private String queryHash() {
    return hash(query);
  }

  private static String hash(String query) {
    return "q-" + Sha256.of(query).substring(0, 16);
  }

  /**
   * What training reads. The example's id is a hash of its query, whatever the file calls it: equal
   * anchors have equal ids, which keeps an anchor from standing twice in a batch.
   *
   * @param named whether the file's ids name passages of one corpus
   * @throws org.denselab.base.BadInput where the record cannot be trained on
   */
  static Example example(Placed<TrainingRecord> placed, boolean named) {
    var record = placed.value();
    if (record.query.isBlank()) throw placed.error("the query is empty");
    if (record.positives.isEmpty()) throw placed.error("no positive passage");
    if (record.scored() == Scored.SOME)
      throw placed.error("some passages have a teacher's score and some have none");
    return new Example(
        record.queryHash(),
        record.query,
        documents(record.positives, named),
        documents(record.negatives, named),
        record
            .passages()
            .map(Passage::teacher)
            .flatMap(Optional::stream)
            .map(BigDecimal::doubleValue)
            .toList());
  }

  private static List<Document> documents(List<Passage> passages, boolean named) {
    return passages.stream()
        .map(p -> new Document(named ? p.idOrHash() : p.hash(), p.title(), p.text()))
        .toList();
  }
}
