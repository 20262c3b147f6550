package org.denselab.data.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Seeds;
import org.denselab.data.Corpus;
import org.denselab.data.Document;

/** {@code corpus.jsonl}, read anew at each pass. Of the ids only 64-bit hashes stay in memory. */
final class BeirCorpus implements Corpus {
  private final Path file;
  private long[] sortedHashes;

  BeirCorpus(Path file) {
    this.file = file;
  }

  @Override
  public long size() {
    return hashes().length;
  }

  @Override
  public Stream<Document> documents() {
    return lines().map(BeirCorpus::document);
  }

  boolean contains(String id) {
    return Arrays.binarySearch(hashes(), hash(id)) >= 0;
  }

  private static Document document(JsonLine json) {
    if (!json.has("text") && !json.has("title"))
      throw json.error("a document needs \"text\" or \"title\"; it has " + json.keys());
    return new Document(id(json), json.text("title", ""), json.text("text", ""));
  }

  /** The id of a document or query. */
  static String id(JsonLine json) {
    String id = json.text("_id");
    if (id.isBlank()) throw json.error("\"_id\" is empty");
    return id;
  }

  private Stream<JsonLine> lines() {
    return TextFile.lines(file).filter(line -> !line.isBlank()).map(JsonLine::parse);
  }

  private synchronized long[] hashes() {
    if (sortedHashes != null) return sortedHashes;
    long[] hashes;
    try (var documents = documents()) {
      hashes = documents.mapToLong(document -> hash(document.id())).toArray();
    }
    if (hashes.length == 0) throw new BadInput(file + ": holds no document");
    Arrays.sort(hashes);
    for (int i = 1; i < hashes.length; i++)
      if (hashes[i] == hashes[i - 1]) {
        refuseRepeatedIds();
        break;
      }
    sortedHashes = hashes;
    return hashes;
  }

  private void refuseRepeatedIds() {
    Set<String> ids = new HashSet<>();
    try (var lines = lines()) {
      lines.forEach(
          json -> {
            if (!ids.add(id(json))) throw json.error("document id " + id(json) + " occurs twice");
          });
    }
  }

  private static long hash(String id) {
    long state = id.length();
    for (int i = 0; i < id.length(); i++) state = Seeds.mix(state + id.charAt(i));
    return state;
  }
}
