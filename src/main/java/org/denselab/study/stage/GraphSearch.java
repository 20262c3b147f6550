package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.denselab.base.ByteCount;
import org.denselab.data.Run;
import org.denselab.dense.ExactSearch;
import org.denselab.dense.HnswIndex;
import org.denselab.dense.VectorFile;
import org.denselab.dsl.VectorIndex;
import org.denselab.engine.Matrix;
import org.denselab.study.Stage;
import org.denselab.study.StageExhibits;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;

/**
 * Search in a graph, held against exact search of the same vectors.
 *
 * @param graph the stage that built it
 */
public record GraphSearch(Stage graph, VectorIndex.Hnsw settings) {
  private static final int FEW = 10;
  private static final int MANY = 100;

  Run search(
      String title,
      VectorFile vectors,
      Matrix queries,
      List<String> ids,
      int depth,
      Path folder,
      Path out)
      throws IOException {
    long start = System.nanoTime();
    Run exact = ExactSearch.search(vectors, queries, ids, depth, "dense");
    double exactMillis = millis(start, ids.size());
    try (var index = HnswIndex.open(HnswStage.graph(folder))) {
      start = System.nanoTime();
      Run found = index.search(vectors, queries, ids, depth, settings.efSearch(), "dense");
      double millis = millis(start, ids.size());
      long plain = 4L * vectors.rows() * vectors.dim();
      StageExhibits.write(
          out,
          List.of(
              new Exhibit.Table(
                  "Approximate search",
                  title,
                  "HNSW of %,d vectors of width %d, m %d, ef_construction %d, quantization %s; candidates are scored again exactly. One query at a time for HNSW, all together for exact search; times of this machine."
                      .formatted(
                          vectors.rows(),
                          vectors.dim(),
                          settings.m(),
                          settings.efConstruction(),
                          settings.quantization().name().toLowerCase(Locale.ROOT)),
                  List.of("search", "recall@10", "recall@100", "ms a query", "size"),
                  List.of(
                      row("exact", 1, 1, exactMillis, plain),
                      row(
                          "hnsw, ef " + Math.max(depth, settings.efSearch()),
                          HnswIndex.recall(exact, found, FEW),
                          HnswIndex.recall(exact, found, MANY),
                          millis,
                          index.bytes())))));
      return found;
    }
  }

  private static double millis(long start, int queries) {
    return (System.nanoTime() - start) / 1e6 / Math.max(1, queries);
  }

  private static List<Entry> row(String name, double few, double many, double millis, long bytes) {
    return List.of(
        Entry.of(name),
        number("%.3f", few),
        number("%.3f", many),
        number("%.2f", millis),
        new Entry(ByteCount.text(bytes), bytes, Exhibit.Tone.PLAIN, ""));
  }

  private static Entry number(String format, double value) {
    return new Entry(String.format(Locale.ROOT, format, value), value, Exhibit.Tone.PLAIN, "");
  }
}
