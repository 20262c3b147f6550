package org.denselab.dense;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.base.Sha256;
import org.denselab.data.Corpus;
import org.denselab.data.Document;
import org.denselab.engine.Matrix;

/**
 * Texts to embeddings, so many at a time. A shard is encoded by itself: what was kept of an
 * interrupted run and what is encoded now have the bits of an unbroken run.
 */
public final class ShardedEncoder {
  /** Texts of a shard, and all that are held in memory at a time. */
  public static final int SIZE = 1024;

  private static final Logger LOG = LogManager.getLogger();
  private static final int HEADER = 2 * Integer.BYTES + 2 * Long.BYTES;

  private final Encoder encoder;
  private final Pieces kept;
  private final int size;
  private Encoder.Counts counts = new Encoder.Counts(0, 0, 0);
  private int shard;
  private boolean continues;

  /**
   * @param kept finished shards of this very work, of an earlier attempt and of this one
   * @param size of a shard
   */
  public ShardedEncoder(Encoder encoder, Pieces kept, int size) {
    this.encoder = encoder;
    this.kept = kept;
    this.size = size;
  }

  /** Of all shards, those found among them. */
  public Encoder.Counts counts() {
    return counts;
  }

  /** One row a text. */
  public Matrix encode(List<String> texts) throws IOException {
    Matrix all = null;
    for (int from = 0; from < texts.size(); from += size) {
      Matrix part = shard(texts.subList(from, Math.min(texts.size(), from + size)));
      if (all == null) all = new Matrix(texts.size(), part.columns());
      int width = part.columns();
      System.arraycopy(part.values(), 0, all.values(), from * width, part.rows() * width);
    }
    return all == null ? new Matrix(0, 0) : all;
  }

  /**
   * Encodes a corpus into a vector file, which appears when it is whole.
   *
   * @param width of the embeddings
   */
  public void encode(Corpus corpus, int width, Path target, Progress.Source progress)
      throws IOException {
    try (var bar = progress.start("encode", "passages", corpus.size());
        Stream<Document> documents = corpus.documents()) {
      AtomicFiles.write(
          target,
          out -> {
            var writer = new VectorWriter(out, corpus.size(), width);
            Iterator<Document> source = documents.iterator();
            while (source.hasNext()) {
              List<Document> window = new ArrayList<>();
              while (source.hasNext() && window.size() < size) window.add(source.next());
              var vectors = shard(window.stream().map(Document::joined).toList());
              writer.append(window.stream().map(Document::id).toList(), vectors);
              bar.step(window.size());
            }
            writer.finish();
          });
    }
  }

  private Matrix shard(List<String> texts) throws IOException {
    var hash = new Sha256();
    texts.forEach(hash::add);
    String from = hash.hex();
    int number = shard++;
    Optional<byte[]> found = kept.find(number, from);
    if (found.isPresent()) {
      if (!continues) LOG.info("encoding continues with the shards that were kept");
      continues = true;
      return unpacked(found.get());
    }
    var before = encoder.counts();
    Matrix vectors = encoder.encode(texts);
    var now = encoder.counts().minus(before);
    counts = counts.plus(now);
    kept.add(number, from, packed(vectors, now));
    return vectors;
  }

  private static byte[] packed(Matrix vectors, Encoder.Counts counts) {
    var bytes = ByteBuffer.allocate(HEADER + Float.BYTES * vectors.values().length);
    bytes.putInt(vectors.rows()).putInt(vectors.columns());
    bytes.putLong(counts.cut()).putLong(counts.tokens());
    bytes.asFloatBuffer().put(vectors.values());
    return bytes.array();
  }

  private Matrix unpacked(byte[] content) {
    var bytes = ByteBuffer.wrap(content);
    var vectors = new Matrix(bytes.getInt(), bytes.getInt());
    counts = counts.plus(new Encoder.Counts(vectors.rows(), bytes.getLong(), bytes.getLong()));
    bytes.asFloatBuffer().get(vectors.values());
    return vectors;
  }
}
