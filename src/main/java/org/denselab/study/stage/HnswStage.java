package org.denselab.study.stage;

import java.nio.file.Path;
import org.denselab.base.ByteCount;
import org.denselab.dense.HnswIndex;
import org.denselab.dense.VectorFile;
import org.denselab.dsl.VectorIndex;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/** A graph of near neighbours over the embeddings of a collection. */
public final class HnswStage {
  private static final int VERSION = 1;
  private static final String FOLDER = "hnsw";

  private HnswStage() {}

  public static Stage of(String title, Stage encode, VectorIndex.Hnsw index) {
    return new StageKey("hnsw", VERSION)
        .input(encode)
        .with("m", index.m())
        .with("ef_construction", index.efConstruction())
        .with("quantization", index.quantization())
        .stage(
            title,
            (out, workplace) -> {
              long start = System.nanoTime();
              try (var vectors = VectorFile.open(EncodeStage.vectors(workplace.folder(encode)))) {
                HnswIndex.build(
                    vectors, graph(out), index.m(), index.efConstruction(), storage(index));
                double seconds = (System.nanoTime() - start) / 1e9;
                try (var graph = HnswIndex.open(graph(out))) {
                  return "%,d vectors, %s, %,.0f vectors/s"
                      .formatted(
                          vectors.rows(), ByteCount.text(graph.bytes()), vectors.rows() / seconds);
                }
              }
            });
  }

  static Path graph(Path folder) {
    return folder.resolve(FOLDER);
  }

  private static HnswIndex.Storage storage(VectorIndex.Hnsw index) {
    return switch (index.quantization()) {
      case NONE -> HnswIndex.Storage.FP32;
      case INT8 -> HnswIndex.Storage.INT8;
      case INT4 -> HnswIndex.Storage.INT4;
    };
  }
}
