package org.denselab.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Seeds;
import org.denselab.data.Hit;
import org.denselab.data.Run;
import org.denselab.dense.HnswIndex.Storage;
import org.denselab.engine.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HnswIndexTest {
  @TempDir private Path folder;

  private Path vectors(int rows, int dim, long seed) throws IOException {
    Path file = folder.resolve("v" + rows + "x" + dim);
    Matrix values = unit(rows, dim, seed);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < rows; i++) ids.add("p" + i);
    AtomicFiles.write(
        file,
        out -> {
          var writer = new VectorWriter(out, rows, dim);
          writer.append(ids, values);
          writer.finish();
        });
    return file;
  }

  private static Matrix unit(int rows, int dim, long seed) {
    SplittableRandom random = Seeds.stream(seed, "hnsw");
    var matrix = new Matrix(rows, dim);
    for (int row = 0; row < rows; row++) {
      double squares = 0;
      for (int i = 0; i < dim; i++) {
        float value = (float) random.nextGaussian();
        matrix.values()[row * dim + i] = value;
        squares += value * value;
      }
      for (int i = 0; i < dim; i++) matrix.values()[row * dim + i] /= (float) Math.sqrt(squares);
    }
    return matrix;
  }

  private static List<String> ids(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) ids.add("q" + i);
    return ids;
  }

  @Test
  void whatTheGraphFindsHasItsExactScoreAndItsTwinsDoToo() throws IOException {
    Matrix queries = unit(20, 24, 2);
    try (var file = VectorFile.open(vectors(600, 24, 1))) {
      Run exact = ExactSearch.search(file, queries, ids(20), 10, "exact");
      Map<Storage, Double> recall = new EnumMap<>(Storage.class);
      for (Storage storage : Storage.values()) {
        Path graph = folder.resolve("graph-" + storage);
        HnswIndex.build(file, graph, 16, 100, storage);
        try (var index = HnswIndex.open(graph)) {
          Run found = index.search(file, queries, ids(20), 10, 100, "hnsw");
          recall.put(storage, HnswIndex.recall(exact, found, 10));
          for (var query : found.hits().entrySet())
            for (Hit hit : query.getValue())
              for (Hit same : exact.of(query.getKey()))
                if (same.docId().equals(hit.docId()))
                  assertThat(hit.score()).isCloseTo(same.score(), within(1e-5));
          assertThat(index.bytes()).isGreaterThan(600L * 24 * 4);
        }
      }
      assertThat(recall.get(Storage.FP32)).isGreaterThan(.97);
      assertThat(recall.get(Storage.INT8)).isGreaterThan(.95);
      assertThat(recall.get(Storage.INT4)).isGreaterThan(.85);
    }
  }

  @Test
  void fewCandidatesMissWhatManyFind() throws IOException {
    Matrix queries = unit(30, 48, 4);
    try (var file = VectorFile.open(vectors(1500, 48, 3))) {
      Run exact = ExactSearch.search(file, queries, ids(30), 5, "exact");
      Path graph = folder.resolve("graph");
      HnswIndex.build(file, graph, 4, 10, Storage.FP32);
      try (var index = HnswIndex.open(graph)) {
        double few = HnswIndex.recall(exact, index.search(file, queries, ids(30), 5, 5, "a"), 5);
        double many = HnswIndex.recall(exact, index.search(file, queries, ids(30), 5, 800, "b"), 5);
        assertThat(few).isLessThan(many);
        assertThat(many).isGreaterThan(.9);
      }
    }
  }

  @Test
  void vectorsMayBeWiderThanLucenesLimit() throws IOException {
    try (var file = VectorFile.open(vectors(12, 8192, 5))) {
      Path graph = folder.resolve("wide");
      HnswIndex.build(file, graph, 16, 20, Storage.FP32);
      try (var index = HnswIndex.open(graph)) {
        Run found = index.search(file, unit(1, 8192, 5), ids(1), 3, 12, "wide");
        assertThat(found.of("q0").getFirst().docId()).isEqualTo("p0"); // the same draw
        assertThat(found.of("q0").getFirst().score()).isCloseTo(1, within(1e-4));
      }
    }
  }

  @Test
  void recallCountsSharedHits() {
    var exact = new Run("e", Map.of("q", List.of(new Hit("a", 3), new Hit("b", 2))));
    var found = new Run("f", Map.of("q", List.of(new Hit("b", 2), new Hit("c", 1))));
    assertThat(HnswIndex.recall(exact, found, 2)).isEqualTo(.5);
    assertThat(HnswIndex.recall(exact, found, 1)).isZero();
  }
}
