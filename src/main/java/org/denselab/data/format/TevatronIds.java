package org.denselab.data.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.base.BadInput;

/**
 * Tevatron's newer training records: passages by id, in a {@code corpus.jsonl} of {@code docid,
 * title, text} beside the file. Only the passages that records name are held in memory.
 */
public record TevatronIds() implements TrainingFormat {
  private static final String CORPUS = "corpus.jsonl";
  private static final String POSITIVE = "positive_document_ids";
  private static final String NEGATIVE = "negative_document_ids";
  private static final Set<String> OWN =
      Set.of("query_id", "query_text", "query_image", POSITIVE, NEGATIVE, "answers");

  @Override
  public String name() {
    return "tevatron-ids";
  }

  @Override
  public String says() {
    return "JSON lines: query_id, query_text, positive_document_ids, negative_document_ids; beside"
        + " it corpus.jsonl of docid, title, text";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.isObject() && sample.has(POSITIVE);
  }

  @Override
  public Set<Feature> carries() {
    var carried = EnumSet.copyOf(new Tevatron().carries());
    carried.removeAll(Set.of(Feature.TEACHER_SCORES, Feature.PARTIAL_SCORES));
    return carried;
  }

  @Override
  public List<Path> files(Path file) {
    return List.of(file, corpus(file));
  }

  private static Path corpus(Path file) {
    return FolderFiles.require(
        file.toAbsolutePath().getParent(), CORPUS, "it holds the passages that " + file + " names");
  }

  @Override
  public Stream<Placed<TrainingRecord>> read(Path file) {
    Map<String, Passage> passages = passages(file);
    return JsonLines.read(file, json -> record(json, passages));
  }

  private static Map<String, Passage> passages(Path file) {
    Set<String> wanted = new HashSet<>();
    try (var records = JsonLines.read(file, json -> json)) {
      records.forEach(
          placed -> {
            wanted.addAll(placed.value().texts(POSITIVE));
            wanted.addAll(placed.value().texts(NEGATIVE));
          });
    }
    Map<String, Passage> passages = new HashMap<>();
    try (var documents = JsonLines.read(corpus(file), RecordJson::tevatron)) {
      documents
          .filter(placed -> wanted.contains(placed.value().idOrHash()))
          .forEach(
              placed -> {
                String id = placed.value().idOrHash();
                if (passages.put(id, placed.value()) != null)
                  throw placed.error("document id " + id + " occurs twice");
              });
    }
    return passages;
  }

  private static TrainingRecord record(JsonLine json, Map<String, Passage> passages) {
    JsonNode image = json.object().get("query_image");
    if (image != null && !image.isNull())
      throw json.error("\"query_image\" is not read: queries are texts here");
    return new TrainingRecord(
        TrainingRecord.given(json.text("query_id", ""), json.text("query_text")),
        json.text("query_text"),
        named(json, POSITIVE, passages),
        named(json, NEGATIVE, passages),
        json.texts("answers"),
        json.other(OWN),
        Map.of());
  }

  private static List<Passage> named(JsonLine json, String key, Map<String, Passage> passages) {
    List<Passage> named = new ArrayList<>();
    for (String id : json.texts(key)) {
      Passage passage = passages.get(id);
      if (passage == null) throw json.error("document " + id + " is not in " + CORPUS);
      named.add(passage);
    }
    return named;
  }

  /** Writes {@code corpus.jsonl} beside the file, which must not be there yet. */
  @Override
  public void write(Path file, Stream<TrainingRecord> records) throws IOException {
    Path corpus = file.resolveSibling(CORPUS);
    if (java.nio.file.Files.exists(corpus))
      throw new BadInput(corpus + " is there already; write into a folder of its own");
    TextFile.write(
        file, out -> TextFile.write(corpus, passages -> writeBoth(records, out, passages)));
  }

  private static void writeBoth(Stream<TrainingRecord> records, Writer out, Writer passages) {
    Map<String, String> written = new HashMap<>();
    records.forEach(
        record -> {
          try {
            out.write(Json.MAPPER.writeValueAsString(json(record)) + "\n");
            for (Passage passage : record.passages().toList()) {
              String hash = passage.hash();
              String before = written.put(passage.idOrHash(), hash);
              if (before == null)
                passages.write(Json.MAPPER.writeValueAsString(RecordJson.tevatron(passage)) + "\n");
              else if (!before.equals(hash))
                throw new BadInput(
                    "passage id "
                        + passage.id()
                        + " stands for two texts; tevatron-ids names each by its id");
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static ObjectNode json(TrainingRecord record) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("query_id", record.idOrHash());
    json.put("query_text", record.query());
    json.putNull("query_image");
    RecordJson.put(json, POSITIVE, record.positives().stream().map(Passage::idOrHash).toList());
    RecordJson.put(json, NEGATIVE, record.negatives().stream().map(Passage::idOrHash).toList());
    if (!record.answers().isEmpty()) RecordJson.put(json, "answers", record.answers());
    RecordJson.putNew(json, record.other());
    return json;
  }
}
