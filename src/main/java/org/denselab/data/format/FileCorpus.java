package org.denselab.data.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Hash64;
import org.denselab.data.Corpus;
import org.denselab.data.Document;

/** A file of passages, read anew at each pass. Of the ids only 64-bit hashes stay in memory. */
public final class FileCorpus implements Corpus {
  private final Path file;
  private final PassageFormat format;
  private long[] sortedHashes;

  FileCorpus(Path file, PassageFormat format) {
    this.file = file;
    this.format = format;
  }

  @Override
  public long size() {
    return hashes().length;
  }

  @Override
  public Stream<Document> documents() {
    return format.read(file).map(Placed::value);
  }

  boolean contains(String id) {
    return Arrays.binarySearch(hashes(), Hash64.of(id)) >= 0;
  }

  private synchronized long[] hashes() {
    if (sortedHashes != null) return sortedHashes;
    long[] hashes;
    try (var documents = format.read(file)) {
      hashes =
          documents.mapToLong(placed -> Hash64.of(placed.checked(placed.value().id()))).toArray();
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
    try (var documents = format.read(file)) {
      documents.forEach(
          placed -> {
            String id = placed.value().id();
            if (!ids.add(id)) throw placed.error("document id " + id + " occurs twice");
          });
    }
  }
}
