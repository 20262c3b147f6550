package org.denselab.data.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.data.Collection;
import org.denselab.data.Corpus;
import org.denselab.data.Qrels;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;

/**
 * A folder in BEIR's layout: {@code corpus.jsonl}, {@code queries.jsonl}, {@code
 * qrels/<split>.tsv}, each plain or {@code .gz}. Opening only looks at names; files are read when
 * asked for.
 */
public final class BeirFolder implements Collection {
  private static final List<String> USUAL_SPLITS = List.of("train", "dev", "test");

  private final String name;
  private final Path queriesFile;
  private final Map<String, Path> qrelsFiles;
  private final BeirCorpus corpus;
  private final List<Path> files = new ArrayList<>();
  private String fingerprint;
  private Map<String, Query> queries;

  private BeirFolder(Path folder) throws IOException {
    name = folder.toRealPath().getFileName().toString();
    Path corpusFile = only(folder, "corpus.jsonl");
    queriesFile = only(folder, "queries.jsonl");
    qrelsFiles = qrelsFiles(folder);
    corpus = new BeirCorpus(corpusFile);
    files.add(corpusFile);
    files.add(queriesFile);
    files.addAll(qrelsFiles.values());
  }

  /**
   * Opens the folder.
   *
   * @throws BadInput when a file of the layout is missing
   */
  public static BeirFolder open(Path folder) {
    try {
      return new BeirFolder(folder);
    } catch (IOException e) {
      throw new BadInput(folder + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized String fingerprint() {
    if (fingerprint != null) return fingerprint;
    var hash = new Sha256();
    try {
      for (Path file : files) hash.add(file.getFileName().toString()).add(Sha256.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    fingerprint = hash.hex();
    return fingerprint;
  }

  @Override
  public boolean synthetic() {
    return false;
  }

  @Override
  public Corpus corpus() {
    return corpus;
  }

  @Override
  public List<String> splits() {
    return List.copyOf(qrelsFiles.keySet());
  }

  @Override
  public QuerySet queries(String split) {
    Qrels qrels = qrels(split);
    for (String id : qrels.grades().keySet()) {
      Query query = byId().get(id);
      if (query == null)
        throw new BadInput(
            qrelsFiles.get(split) + ": judged query " + id + " is not in " + queriesFile);
      if (query.text().isBlank())
        throw new BadInput(queriesFile + ": judged query " + id + " has no text");
    }
    var judged = byId().values().stream().filter(q -> qrels.grades().containsKey(q.id())).toList();
    return new QuerySet(split, judged, qrels, Map.of());
  }

  @Override
  public long missingDocuments(String split) {
    return qrels(split).grades().values().stream()
        .flatMap(judged -> judged.keySet().stream())
        .filter(id -> !corpus.contains(id))
        .count();
  }

  private Qrels qrels(String split) {
    if (!qrelsFiles.containsKey(split))
      throw new BadInput(
          name + " has no split " + split + "; it has " + String.join(", ", splits()));
    return QrelsFile.read(qrelsFiles.get(split));
  }

  private synchronized Map<String, Query> byId() {
    if (queries != null) return queries;
    var read = new LinkedHashMap<String, Query>();
    try (var lines = TextFile.lines(queriesFile)) {
      lines
          .filter(line -> !line.isBlank())
          .map(JsonLine::parse)
          .forEach(
              json -> {
                var query = new Query(BeirCorpus.id(json), json.text("text"));
                if (read.put(query.id(), query) != null)
                  throw json.error("query id " + query.id() + " occurs twice");
              });
    }
    queries = read;
    return read;
  }

  /** The file, plain or gzipped; two of them would leave open which one counts. */
  private static Path only(Path folder, String file) {
    Path plain = folder.resolve(file);
    Path gzipped = folder.resolve(file + ".gz");
    if (Files.exists(plain) && Files.exists(gzipped))
      throw new BadInput(folder + ": has both " + file + " and " + file + ".gz; keep one");
    if (Files.exists(plain)) return plain;
    if (Files.exists(gzipped)) return gzipped;
    throw new BadInput(
        folder
            + ": no "
            + file
            + " nor "
            + file
            + ".gz; a collection has corpus.jsonl, queries.jsonl and qrels/<split>.tsv");
  }

  private static Map<String, Path> qrelsFiles(Path folder) throws IOException {
    Path qrels = folder.resolve("qrels");
    Map<String, Path> found = new TreeMap<>(Comparator.comparing(BeirFolder::order));
    if (Files.isDirectory(qrels))
      try (var files = Files.list(qrels)) {
        for (Path file : files.toList()) {
          String fileName = file.getFileName().toString();
          if (!fileName.matches("[^.].*\\.tsv(\\.gz)?")) continue;
          String split = fileName.substring(0, fileName.lastIndexOf(".tsv"));
          found.put(split, only(qrels, split + ".tsv"));
        }
      }
    if (found.isEmpty()) throw new BadInput(folder + ": no qrels/<split>.tsv");
    return found;
  }

  private static String order(String split) {
    int usual = USUAL_SPLITS.indexOf(split);
    return usual >= 0 ? Integer.toString(usual) : USUAL_SPLITS.size() + split;
  }
}
