package org.denselab.study.stage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.denselab.analysis.probe.Probes;
import org.denselab.base.AtomicFiles;
import org.denselab.graph.Pooling;

/**
 * What the probes of one model found.
 *
 * @param ids of the queries, in the order of {@link Entry#correct}
 */
record ProbeResults(List<String> ids, List<Entry> entries) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String FILE = "probe.json";

  ProbeResults {
    ids = List.copyOf(ids);
    entries = List.copyOf(entries);
  }

  /**
   * One probe.
   *
   * @param training accuracy on what it was trained on
   * @param correct by query, on what it was not trained on
   */
  record Entry(
      int layer,
      Pooling pooling,
      int candidates,
      Probes.Kind kind,
      double training,
      boolean converged,
      List<Double> correct) {
    Entry {
      correct = List.copyOf(correct);
    }

    static Entry of(Probes.Trained trained) {
      return new Entry(
          trained.layer(),
          trained.pooling(),
          trained.candidates(),
          trained.kind(),
          trained.learned().training(),
          trained.learned().converged(),
          Arrays.stream(trained.learned().correct()).boxed().toList());
    }

    @JsonIgnore
    double accuracy() {
      return correct.stream().mapToDouble(one -> one).average().orElseThrow();
    }
  }

  void write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(FILE), MAPPER.writeValueAsString(this));
  }

  static ProbeResults read(Path folder) throws IOException {
    return MAPPER.readValue(Files.readString(folder.resolve(FILE)), ProbeResults.class);
  }

  static byte[] bytes(List<Entry> entries) throws IOException {
    return MAPPER.writeValueAsBytes(entries);
  }

  static List<Entry> entries(byte[] bytes) throws IOException {
    return MAPPER.readValue(bytes, new TypeReference<List<Entry>>() {});
  }
}
