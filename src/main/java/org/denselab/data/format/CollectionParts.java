package org.denselab.data.format;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.data.Collection;

/**
 * Where the parts of a collection lie.
 *
 * @param queries the file of each split's queries, which may be one for all
 * @param others files whose queries no split judges
 * @param qrels by split, in the order of the splits
 * @param negatives files of hard negatives by split
 */
public record CollectionParts(
    String name,
    Path corpus,
    PassageFormat passages,
    QueryFormat topics,
    Map<String, Path> queries,
    List<Path> others,
    Map<String, Path> qrels,
    Map<String, Path> negatives) {
  /** All files, each once. */
  Set<Path> files() {
    var files = new LinkedHashSet<Path>(List.of(corpus));
    files.addAll(queries.values());
    files.addAll(others);
    files.addAll(qrels.values());
    files.addAll(negatives.values());
    return files;
  }

  /** The collection, whose files are read when they are asked for. */
  public Collection open() {
    return new FileCollection(this);
  }
}
