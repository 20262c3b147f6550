package org.denselab.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.engine.Batch;
import org.denselab.engine.Matrix;

/**
 * The queries and passages of one step on their way through the encoder: sorted by length, cut into
 * chunks, and put back into rows and columns. A sequence's number, from which dropout draws, does
 * not depend on how they are cut.
 */
final class Sequences {
  private final int queryCount;
  private final int[][] ids;
  private final int[] order;
  private final List<Chunk> chunks = new ArrayList<>();
  private float[][] vectors;

  /** Sequences {@code from..} in order of length. */
  record Chunk(int from, Batch batch) {}

  /**
   * @param pooledFrom of the queries, then of the passages
   * @param noise its first sequence is the number of the first one here
   */
  Sequences(int[][] queries, int[][] passages, int[] pooledFrom, int chunkSize, Batch.Noise noise) {
    queryCount = queries.length;
    ids = new int[queries.length + passages.length][];
    System.arraycopy(queries, 0, ids, 0, queryCount);
    System.arraycopy(passages, 0, ids, queryCount, passages.length);
    order =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> ids[i].length))
            .mapToInt(i -> i)
            .toArray();
    vectors = new float[ids.length][];
    int size = chunkSize == 0 ? ids.length : chunkSize;
    for (int from = 0; from < ids.length; from += size) {
      int to = Math.min(ids.length, from + size);
      int[][] part = IntStream.range(from, to).mapToObj(i -> ids[order[i]]).toArray(int[][]::new);
      var numbered =
          new Batch.Noise(noise.active(), noise.seed(), noise.step(), noise.firstSequence() + from);
      int[] pooled = IntStream.range(from, to).map(i -> pooledFrom[order[i]]).toArray();
      chunks.add(new Chunk(from, new Batch(part, null, numbered, pooled)));
    }
  }

  List<Chunk> chunks() {
    return chunks;
  }

  long tokens() {
    return chunks.stream().mapToLong(chunk -> chunk.batch().tokens()).sum();
  }

  /** Takes the embeddings of a chunk. */
  void keep(Chunk chunk, Matrix embeddings) {
    int width = embeddings.columns();
    for (int i = 0; i < embeddings.rows(); i++) {
      float[] vector = new float[width];
      System.arraycopy(embeddings.values(), i * width, vector, 0, width);
      vectors[order[chunk.from() + i]] = vector;
    }
  }

  Matrix queries() {
    return stacked(0, queryCount);
  }

  Matrix passages() {
    return stacked(queryCount, ids.length);
  }

  private Matrix stacked(int from, int to) {
    int width = vectors[from].length;
    var out = new Matrix(to - from, width);
    for (int i = from; i < to; i++)
      System.arraycopy(vectors[i], 0, out.values(), (i - from) * width, width);
    return out;
  }

  /** The summed gradients of the losses at a chunk's embeddings. */
  Matrix seed(Chunk chunk, List<InfoNCE.Result> losses) {
    int width = losses.getFirst().queries().columns();
    var seed = new Matrix(chunk.batch().size(), width);
    for (int i = 0; i < seed.rows(); i++) {
      int sequence = order[chunk.from() + i];
      for (var loss : losses) {
        boolean query = sequence < queryCount;
        Matrix gradient = query ? loss.queries() : loss.passages();
        int row = query ? sequence : sequence - queryCount;
        for (int j = 0; j < width; j++) seed.values()[i * width + j] += gradient.at(row, j);
      }
    }
    return seed;
  }
}
