package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;

/**
 * A folder in BEIR's layout: {@code corpus.jsonl}, {@code queries.jsonl}, {@code
 * qrels/<split>.tsv}, each plain or {@code .gz}.
 */
public record Beir() implements CollectionFormat {
  private static final Pattern QRELS = Pattern.compile("([^.].*)\\.tsv");
  private static final String LAYOUT =
      "a collection has corpus.jsonl, queries.jsonl and qrels/<split>.tsv";

  @Override
  public String name() {
    return "beir";
  }

  @Override
  public String says() {
    return "a folder with corpus.jsonl, queries.jsonl, qrels/<split>.tsv";
  }

  /** Any of its files will do: what is missing is said when it is opened. */
  @Override
  public boolean recognises(Sample sample) {
    var names = sample.names();
    return names.contains("corpus.jsonl") || names.contains("queries.jsonl");
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(
        Feature.QUERY_IDS,
        Feature.PASSAGE_IDS,
        Feature.TITLES,
        Feature.SEVERAL_POSITIVES,
        Feature.NO_NEGATIVE,
        Feature.TABS,
        Feature.GRADES,
        Feature.UNJUDGED_QUERIES,
        Feature.UNJUDGED_PASSAGES,
        Feature.SPLITS,
        Feature.QUERIES,
        Feature.PASSAGES,
        Feature.JUDGMENTS);
  }

  @Override
  public CollectionParts parts(Path folder) {
    Path corpus = FolderFiles.require(folder, "corpus.jsonl", LAYOUT);
    Path queries = FolderFiles.require(folder, "queries.jsonl", LAYOUT);
    Map<String, Path> qrels = FolderFiles.bySplit(folder.resolve("qrels"), QRELS);
    if (qrels.isEmpty()) throw new BadInput(folder + ": no qrels/<split>.tsv");
    var all = new LinkedHashMap<String, Path>();
    qrels.keySet().forEach(split -> all.put(split, queries));
    return new CollectionParts(
        FolderFiles.name(folder),
        corpus,
        new BeirPassages(),
        new BeirQueries(),
        all,
        List.of(),
        qrels,
        Map.of());
  }

  @Override
  public void write(Path folder, Collection collection) throws IOException {
    FolderWriter.write(
        folder,
        beside -> {
          try (var documents = collection.corpus().documents()) {
            new BeirPassages().write(beside.resolve("corpus.jsonl"), documents);
          }
          // a query may stand in several splits
          var queries = new LinkedHashMap<String, Query>();
          for (String split : collection.splits()) {
            QuerySet set = collection.queries(split);
            set.queries().forEach(query -> queries.put(query.id(), query));
            QrelsFile.writeBeir(beside.resolve("qrels").resolve(split + ".tsv"), set.qrels());
          }
          collection.unjudged().forEach(query -> queries.putIfAbsent(query.id(), query));
          new BeirQueries()
              .write(beside.resolve("queries.jsonl"), queries.values().stream().map(Topic::of));
        });
  }
}
