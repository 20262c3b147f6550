package org.denselab.data.format;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.denselab.base.AtomicFiles;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;

/** Writes any collection as a BEIR folder, for other tools. Slices have no place in that format. */
public final class BeirWriter {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BeirWriter() {}

  /** Replaces {@code folder}, whole or not at all. */
  public static void write(Path folder, Collection collection) throws IOException {
    Path target = folder.toAbsolutePath();
    Path beside = target.resolveSibling("." + target.getFileName() + ".part");
    AtomicFiles.deleteTree(beside);
    AtomicFiles.folder(beside);
    try (var documents = collection.corpus().documents()) {
      TextFile.write(
          beside.resolve("corpus.jsonl"),
          out -> documents.forEach(document -> append(out, fields(document))));
    }
    // a query may stand in several splits
    var queries = new LinkedHashMap<String, Query>();
    for (String split : collection.splits()) {
      QuerySet set = collection.queries(split);
      set.queries().forEach(query -> queries.put(query.id(), query));
      QrelsFile.writeBeir(beside.resolve("qrels").resolve(split + ".tsv"), set.qrels());
    }
    TextFile.write(
        beside.resolve("queries.jsonl"),
        out -> queries.values().forEach(query -> append(out, fields(query))));
    AtomicFiles.publish(beside, target);
  }

  private static Map<String, String> fields(Document document) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("_id", document.id());
    fields.put("title", document.title());
    fields.put("text", document.text());
    return fields;
  }

  private static Map<String, String> fields(Query query) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("_id", query.id());
    fields.put("text", query.text());
    return fields;
  }

  private static void append(Writer out, Map<String, String> fields) {
    try {
      out.write(MAPPER.writeValueAsString(fields) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
