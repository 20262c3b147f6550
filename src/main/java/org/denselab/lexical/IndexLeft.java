package org.denselab.lexical;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Sha256;

/**
 * The last commit of an index that was not finished.
 *
 * @param documents in it, the first ones of the corpus
 * @param fingerprint over analyzer and documents, null for none
 */
record IndexLeft(long documents, String fingerprint) {
  static final IndexLeft NOTHING = new IndexLeft(0, null);

  private static final Logger LOG = LogManager.getLogger();

  /** The corpus does not begin with the documents that are in. */
  static final class OfOtherPassages extends RuntimeException {
    private static final long serialVersionUID = 1;

    OfOtherPassages(String message) {
      super(message);
    }
  }

  /** What the folder holds; it is removed where Lucene finds it damaged. */
  static IndexLeft in(Path folder, Analysis analysis) throws IOException {
    if (!Files.isDirectory(folder)) return NOTHING;
    try (var directory = FSDirectory.open(folder)) {
      if (!DirectoryReader.indexExists(directory)) return NOTHING;
      try (var reader = DirectoryReader.open(directory)) {
        for (var leaf : reader.leaves()) ((CodecReader) leaf.reader()).checkIntegrity();
        var about = reader.getIndexCommit().getUserData();
        if (!analysis.toString().equals(about.get(IndexBuilder.ANALYZER)))
          throw new OfOtherPassages("analysed with " + about.get(IndexBuilder.ANALYZER));
        LOG.info("indexing continues after {} passages", reader.maxDoc());
        return new IndexLeft(reader.maxDoc(), about.get(IndexBuilder.FINGERPRINT));
      }
    } catch (IOException | RuntimeException e) { // Lucene names damage in many ways
      remove(folder, e);
      return NOTHING;
    }
  }

  static void remove(Path folder, Exception why) throws IOException {
    LOG.warn(
        "{} cannot be used ({}); it is removed, indexing starts afresh", folder, why.getMessage());
    AtomicFiles.deleteTree(folder);
  }

  /**
   * @param hash of analyzer and first documents of the corpus
   */
  void check(Sha256 hash) {
    if (documents > 0 && !hash.soFar().equals(fingerprint))
      throw new OfOtherPassages("its passages are not those of the collection");
  }
}
