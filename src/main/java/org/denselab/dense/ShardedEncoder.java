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
import org.denselab.text.TokenizedText;

/**
 * Texts to embeddings, so many at a time. A shard is encoded by itself: what was kept of an
 * interrupted run and what is encoded now have the bits of an unbroken run.
 */
public final class ShardedEncoder {
  /** Texts of a shard. */
  public static final int SIZE = 1024;

  private static final Logger LOG = LogManager.getLogger();
  private static final int HEADER = 2 * Integer.BYTES + 2 * Long.BYTES;

  private final Encoder encoder;
  private final Pieces kept;
  private final int size;
  private Encoder.Counts counts = new Encoder.Counts(0, 0, 0);

  /** Of the thread that runs ahead. */
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
    int from = 0;
    Iterator<Document> source = texts.stream().map(text -> new Document("", "", text)).iterator();
    try (var shards = new OneAhead<>(() -> prepared(window(source)))) {
      for (Prepared next; (next = shards.next()) != null; ) {
        Matrix part = vectors(next);
        if (all == null) all = new Matrix(texts.size(), part.columns());
        System.arraycopy(
            part.values(), 0, all.values(), from * part.columns(), part.values().length);
        from += part.rows();
      }
    }
    return all == null ? new Matrix(0, 0) : all;
  }

  /**
   * Encodes a corpus into a vector file, which appears when it is whole. The next shard is read and
   * tokenised while this one is computed: two of them are in memory at a time.
   *
   * @param width of the embeddings
   */
  public void encode(Corpus corpus, int width, Path target, Progress.Source progress)
      throws IOException {
    try (var bar = progress.start("encode", "passages", corpus.size());
        Stream<Document> documents = corpus.documents()) {
      Iterator<Document> source = documents.iterator();
      AtomicFiles.write(
          target,
          out -> {
            var writer = new VectorWriter(out, corpus.size(), width);
            try (var shards = new OneAhead<>(() -> prepared(window(source)))) {
              for (Prepared next; (next = shards.next()) != null; ) {
                writer.append(next.ids(), vectors(next));
                bar.step(next.ids().size());
              }
            }
            writer.finish();
          });
    }
  }

  private List<Document> window(Iterator<Document> source) {
    List<Document> window = new ArrayList<>();
    while (source.hasNext() && window.size() < size) window.add(source.next());
    return window;
  }

  /**
   * A shard before it is computed.
   *
   * @param from SHA-256 of its texts
   * @param kept what an earlier attempt made of it
   * @param tokens its texts, empty where they are not needed
   */
  private record Prepared(
      int number,
      List<String> ids,
      String from,
      Optional<byte[]> kept,
      List<TokenizedText> tokens) {}

  /** Null where there are no documents. Runs ahead, on a thread of its own. */
  private Prepared prepared(List<Document> documents) throws IOException {
    if (documents.isEmpty()) return null;
    List<String> texts = documents.stream().map(Document::joined).toList();
    var hash = new Sha256();
    texts.forEach(hash::add);
    String from = hash.hex();
    int number = shard++;
    Optional<byte[]> found = kept.find(number, from);
    return new Prepared(
        number,
        documents.stream().map(Document::id).toList(),
        from,
        found,
        found.isPresent() ? List.of() : encoder.tokenized(texts));
  }

  private Matrix vectors(Prepared shard) throws IOException {
    if (shard.kept().isPresent()) {
      if (!continues) LOG.info("encoding continues with the shards that were kept");
      continues = true;
      return unpacked(shard.kept().get());
    }
    var before = encoder.counts();
    Matrix vectors = encoder.embed(shard.tokens());
    var now = encoder.counts().minus(before);
    counts = counts.plus(now);
    kept.add(shard.number(), shard.from(), packed(vectors, now));
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
