package org.denselab.data.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.data.Corpus;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;

/**
 * A collection in files, which are read when they are asked for; opening only looks at names. The
 * passages are never in memory together.
 */
final class FileCollection implements org.denselab.data.Collection {
  private final CollectionParts layout;
  private final FileCorpus corpus;
  private final Map<Path, Map<String, Query>> read = new LinkedHashMap<>();
  private String fingerprint;

  FileCollection(CollectionParts layout) {
    this.layout = layout;
    this.corpus = new FileCorpus(layout.corpus(), layout.passages());
  }

  @Override
  public String name() {
    return layout.name();
  }

  @Override
  public synchronized String fingerprint() {
    if (fingerprint != null) return fingerprint;
    var hash = new Sha256();
    try {
      for (Path file : layout.files()) hash.add(file.getFileName().toString()).add(Sha256.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    fingerprint = hash.hex();
    return fingerprint;
  }

  @Override
  public Corpus corpus() {
    return corpus;
  }

  @Override
  public List<String> splits() {
    return List.copyOf(layout.qrels().keySet());
  }

  @Override
  public QuerySet queries(String split) {
    Qrels qrels = qrels(split);
    Path file = layout.queries().get(split);
    Map<String, Query> all = all(file);
    boolean found =
        qrels.grades().values().stream()
            .flatMap(judged -> judged.keySet().stream())
            .anyMatch(corpus::contains);
    if (!found)
      throw new BadInput(
          layout.qrels().get(split) + ": no judged document is in " + layout.corpus());
    for (String id : qrels.grades().keySet()) {
      Query query = all.get(id);
      if (query == null)
        throw new BadInput(
            layout.qrels().get(split) + ": judged query " + id + " is not in " + file);
      if (query.text().isBlank())
        throw new BadInput(file + ": judged query " + id + " has no text");
    }
    var judged = all.values().stream().filter(q -> qrels.grades().containsKey(q.id())).toList();
    return new QuerySet(split, judged, qrels, Map.of());
  }

  @Override
  public long missingDocuments(String split) {
    return qrels(split).grades().values().stream()
        .flatMap(judged -> judged.keySet().stream())
        .filter(id -> !corpus.contains(id))
        .count();
  }

  @Override
  public List<Query> unjudged() {
    Set<String> judged = new HashSet<>();
    for (String split : splits()) judged.addAll(qrels(split).grades().keySet());
    var unjudged = new LinkedHashMap<String, Query>();
    var files = new java.util.LinkedHashSet<>(layout.queries().values());
    files.addAll(layout.others());
    for (Path file : files)
      for (Query query : all(file).values())
        if (!judged.contains(query.id())) unjudged.put(query.id(), query);
    return List.copyOf(unjudged.values());
  }

  @Override
  public Map<String, List<String>> negatives(String split) {
    Path file = layout.negatives().get(split);
    return file == null ? Map.of() : MsMarcoIds.negatives(file);
  }

  @Override
  public boolean bringsNegatives(String split) {
    return layout.negatives().containsKey(split);
  }

  private Qrels qrels(String split) {
    if (!layout.qrels().containsKey(split))
      throw new BadInput(
          name() + " has no split " + split + "; it has " + String.join(", ", splits()));
    Path file = layout.qrels().get(split);
    Qrels qrels = QrelsFile.read(file);
    if (qrels.grades().isEmpty()) throw new BadInput(file + ": holds no judgment");
    return qrels;
  }

  private synchronized Map<String, Query> all(Path file) {
    Map<String, Query> known = read.get(file);
    if (known != null) return known;
    var queries = new LinkedHashMap<String, Query>();
    try (var topics = layout.topics().read(file)) {
      topics.forEach(
          placed -> {
            Query query = placed.value().query();
            if (queries.put(placed.checked(query.id()), query) != null)
              throw placed.error("query id " + query.id() + " occurs twice");
          });
    }
    read.put(file, queries);
    return queries;
  }
}
