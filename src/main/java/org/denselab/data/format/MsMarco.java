package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.QuerySet;

/**
 * A folder as MS MARCO's passage task has it: {@code collection.tsv}, {@code queries.<split>.tsv}
 * (or one {@code queries.tsv}), {@code qrels.<split>.tsv}, and hard negatives by id in {@code
 * qidpidtriples.<split>.tsv}; each plain or {@code .gz}.
 */
public record MsMarco() implements CollectionFormat {
  private static final Pattern QRELS = Pattern.compile("qrels\\.(.+)\\.tsv");
  private static final Pattern QUERIES = Pattern.compile("queries\\.(.+)\\.tsv");
  private static final Pattern TRIPLES =
      Pattern.compile("qidpidtriples\\.(.+?)(?:\\.full(?:\\.\\d+)?)?\\.tsv");
  private static final String LAYOUT =
      "a collection of MS MARCO has collection.tsv, queries.<split>.tsv and qrels.<split>.tsv";

  @Override
  public String name() {
    return "msmarco";
  }

  @Override
  public String says() {
    return "a folder with collection.tsv, queries.<split>.tsv, qrels.<split>.tsv";
  }

  @Override
  public boolean recognises(Sample sample) {
    return sample.names().contains("collection.tsv");
  }

  @Override
  public Set<Feature> carries() {
    return EnumSet.of(
        Feature.QUERY_IDS,
        Feature.PASSAGE_IDS,
        Feature.SEVERAL_POSITIVES,
        Feature.NEGATIVES,
        Feature.SEVERAL_NEGATIVES,
        Feature.NO_NEGATIVE,
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
    Path corpus = FolderFiles.require(folder, "collection.tsv", LAYOUT);
    Map<String, Path> qrels = FolderFiles.bySplit(folder, QRELS);
    if (qrels.isEmpty()) throw new BadInput(folder + ": no qrels.<split>.tsv; " + LAYOUT);
    Map<String, Path> named = FolderFiles.bySplit(folder, QUERIES);
    Optional<Path> one = FolderFiles.find(folder, "queries.tsv");
    var queries = new LinkedHashMap<String, Path>();
    for (String split : qrels.keySet()) {
      Path file = named.containsKey(split) ? named.get(split) : one.orElse(null);
      if (file == null)
        throw new BadInput(
            "%s: qrels.%s.tsv has no queries.%s.tsv nor queries.tsv beside it"
                .formatted(folder, split, split));
      queries.put(split, file);
    }
    List<Path> others = new ArrayList<>(named.values());
    one.ifPresent(others::add);
    others.removeAll(queries.values());
    return new CollectionParts(
        FolderFiles.name(folder),
        corpus,
        new MsMarcoCollection(),
        new Topics(),
        queries,
        others,
        qrels,
        FolderFiles.bySplit(folder, TRIPLES));
  }

  @Override
  public void write(Path folder, Collection collection) throws IOException {
    FolderWriter.write(
        folder,
        beside -> {
          try (var documents = collection.corpus().documents()) {
            new MsMarcoCollection().write(beside.resolve("collection.tsv"), documents);
          }
          for (String split : collection.splits()) {
            QuerySet set = collection.queries(split);
            new Topics()
                .write(
                    beside.resolve("queries." + split + ".tsv"),
                    set.queries().stream().map(Topic::of));
            QrelsFile.writeMsMarco(beside.resolve("qrels." + split + ".tsv"), set.qrels());
            var negatives = collection.negatives(split);
            if (!negatives.isEmpty())
              MsMarcoIds.write(beside.resolve("qidpidtriples." + split + ".tsv"), set, negatives);
          }
          var unjudged = collection.unjudged();
          if (!unjudged.isEmpty())
            new Topics()
                .write(beside.resolve("queries.unjudged.tsv"), unjudged.stream().map(Topic::of));
        });
  }
}
