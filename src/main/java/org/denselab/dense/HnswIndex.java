package org.denselab.dense;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.store.OutputStreamIndexOutput;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.denselab.base.AtomicFiles;
import org.denselab.data.Hit;
import org.denselab.data.Run;
import org.denselab.engine.Matrix;

/**
 * Lucene's graph of near neighbours over a vector file. Candidates come from the graph, their
 * scores from the file: a run differs from exact search by what the graph missed, and by nothing
 * else.
 */
public final class HnswIndex implements AutoCloseable {
  private static final String FIELD = "vector";
  private static final int MOST_DIMENSIONS = 8192; // Lucene's own limit is 1,024
  private static final int BUFFER_MB = 512;

  private final Path folder;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  /** How the numbers of a vector are stored beside the graph. */
  public enum Storage {
    FP32,
    INT8,
    INT4
  }

  private HnswIndex(Path folder) throws IOException {
    this.folder = folder;
    this.reader = DirectoryReader.open(FSDirectory.open(folder));
    this.searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
  }

  /**
   * Builds the graph in a new folder, on one thread: the same vectors give the same graph.
   *
   * @param m neighbours of a passage
   * @param beam candidates looked at for a passage
   */
  public static void build(VectorFile file, Path folder, int m, int beam, Storage storage)
      throws IOException {
    AtomicFiles.folder(folder);
    var config =
        new IndexWriterConfig()
            .setCodec(codec(m, beam, storage))
            .setMergeScheduler(new SerialMergeScheduler())
            .setRAMBufferSizeMB(BUFFER_MB)
            .setUseCompoundFile(false);
    try (var directory = new Written(folder);
        var writer = new IndexWriter(directory, config)) {
      for (int row = 0; row < file.rows(); row++) {
        var document = new Document();
        document.add(
            new KnnFloatVectorField(
                FIELD, vector(file, row), VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
      writer.commit();
    }
  }

  public static HnswIndex open(Path folder) throws IOException {
    return new HnswIndex(folder);
  }

  /**
   * The best {@code k} of what the graph finds.
   *
   * @param candidates kept while searching, at least {@code k}
   */
  public Run search(
      VectorFile file, Matrix queries, List<String> ids, int k, int candidates, String tag)
      throws IOException {
    Map<String, List<Hit>> hits = new LinkedHashMap<>();
    for (int q = 0; q < queries.rows(); q++) {
      float[] query = new float[file.dim()];
      System.arraycopy(queries.values(), q * file.dim(), query, 0, file.dim());
      int wanted = Math.min(file.rows(), Math.max(k, candidates));
      var best = new TopHits(file.ids(), k);
      for (ScoreDoc found :
          searcher.search(new KnnFloatVectorQuery(FIELD, query, wanted), wanted).scoreDocs)
        best.offer(found.doc, dot(query, file.rows(found.doc, found.doc + 1L)));
      hits.put(ids.get(q), best.sorted());
    }
    return new Run(tag, hits);
  }

  /** Bytes of the index on disk, its fp32 vectors included. */
  public long bytes() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(files::add);
    }
    long bytes = 0;
    for (Path file : files) bytes += Files.size(file);
    return bytes;
  }

  /** The share of a run's hits, up to rank {@code k}, that another has up to that rank too. */
  public static double recall(Run exact, Run found, int k) {
    double sum = 0;
    for (var query : exact.hits().entrySet()) {
      List<String> wanted = first(query.getValue(), k);
      if (wanted.isEmpty()) continue;
      var have = first(found.of(query.getKey()), k);
      sum += (double) wanted.stream().filter(have::contains).count() / wanted.size();
    }
    return sum / Math.max(1, exact.hits().size());
  }

  private static List<String> first(List<Hit> hits, int k) {
    return hits.stream().limit(k).map(Hit::docId).toList();
  }

  private static float[] vector(VectorFile file, int row) {
    return file.rows(row, row + 1L).toArray(ValueLayout.JAVA_FLOAT);
  }

  private static float dot(float[] query, MemorySegment vector) {
    double dot = 0;
    for (int i = 0; i < query.length; i++)
      dot += query[i] * vector.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
    return (float) dot;
  }

  private static Lucene104Codec codec(int m, int beam, Storage storage) {
    var format =
        switch (storage) {
          case FP32 -> new Lucene99HnswVectorsFormat(m, beam);
          case INT8 ->
              new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.UNSIGNED_BYTE, m, beam);
          case INT4 ->
              new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.PACKED_NIBBLE, m, beam);
        };
    return new Lucene104Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return new Wide(format);
      }
    };
  }

  /** Lucene's files, written as all that lasts is. */
  private static final class Written extends FilterDirectory {
    private final Path folder;

    Written(Path folder) throws IOException {
      super(FSDirectory.open(folder, NoLockFactory.INSTANCE));
      this.folder = folder;
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
      Path file = folder.resolve(name);
      return new OutputStreamIndexOutput(file.toString(), name, AtomicFiles.create(file), 1 << 16);
    }
  }

  /** A format of Lucene's under its own name, but for the limit on dimensions. */
  private static final class Wide extends KnnVectorsFormat {
    private final KnnVectorsFormat format;

    Wide(KnnVectorsFormat format) {
      super(format.getName());
      this.format = format;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return format.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return format.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MOST_DIMENSIONS;
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    reader.directory().close();
  }
}
