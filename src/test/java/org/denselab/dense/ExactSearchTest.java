package org.denselab.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.data.Hit;
import org.denselab.engine.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactSearchTest {
  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void findsWhatBruteForceFindsTiesIncluded() throws IOException {
    int rows = 9001;
    int dim = 7;
    // small integers: exact sums and many equal scores
    var vectors = integers(rows, dim);
    var queries = integers(300, dim);
    var ids = IntStream.range(0, rows).mapToObj(i -> "d" + i).toList();
    var queryIds = IntStream.range(0, 300).mapToObj(i -> "q" + i).toList();
    try (var file = VectorFile.open(write("v.bin", vectors, ids))) {
      assertThat(file.ids()).isEqualTo(ids);
      var run = ExactSearch.search(file, queries, queryIds, 25, "dense");
      assertThat(run.hits().keySet()).containsExactlyElementsOf(queryIds);
      for (int q = 0; q < 300; q += 37) {
        var all = new ArrayList<Hit>();
        for (int row = 0; row < rows; row++)
          all.add(new Hit(ids.get(row), dot(queries, q, vectors, row)));
        all.sort(TrecOrder.BEST_FIRST);
        assertThat(run.of("q" + q)).isEqualTo(all.subList(0, 25));
      }
    }
  }

  @Test
  void kBeyondTheCollectionReturnsAll() throws IOException {
    var ids = List.of("a", "b", "c");
    try (var file = VectorFile.open(write("v.bin", new Matrix(3, 2), ids))) {
      var run = ExactSearch.search(file, new Matrix(1, 2), List.of("q"), 10, "dense");
      assertThat(run.of("q")).extracting(Hit::docId).containsExactly("c", "b", "a");
    }
  }

  @Test
  void damagedAndForeignFilesAreRefused() throws IOException {
    Path good = write("v.bin", integers(5, 3), List.of("a", "b", "c", "d", "é"));
    byte[] bytes = Files.readAllBytes(good);
    Path bad = folder.resolve("bad.bin");
    for (int cut : new int[] {0, 10, 70, bytes.length - 1}) {
      Files.write(bad, java.util.Arrays.copyOf(bytes, cut));
      assertThatThrownBy(() -> VectorFile.open(bad)).isInstanceOf(BadInput.class);
    }
    for (int flip = 0; flip < bytes.length; flip++) {
      byte[] flipped = bytes.clone();
      flipped[flip] ^= 0x10;
      Files.write(bad, flipped);
      assertThatThrownBy(() -> VectorFile.open(bad))
          .as("byte %d", flip)
          .isInstanceOf(BadInput.class);
    }
    Files.writeString(bad, "something else altogether, and long enough for a header".repeat(3));
    assertThatThrownBy(() -> VectorFile.open(bad)).hasMessageContaining("not a vector file");
  }

  private Path write(String name, Matrix vectors, List<String> ids) throws IOException {
    Path file = folder.resolve(name);
    AtomicFiles.write(
        file,
        out -> {
          var writer = new VectorWriter(out, ids.size(), vectors.columns());
          writer.append(ids, vectors);
          writer.finish();
        });
    return file;
  }

  private Matrix integers(int rows, int columns) {
    var matrix = new Matrix(rows, columns);
    for (int i = 0; i < matrix.values().length; i++) matrix.values()[i] = random.nextInt(-4, 5);
    return matrix;
  }

  private static double dot(Matrix a, int i, Matrix b, int j) {
    double sum = 0;
    for (int k = 0; k < a.columns(); k++) sum += (double) a.at(i, k) * b.at(j, k);
    return sum;
  }
}
