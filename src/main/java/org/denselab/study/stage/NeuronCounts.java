package org.denselab.study.stage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.denselab.analysis.attribution.Active;
import org.denselab.analysis.attribution.NeuronMatrix;
import org.denselab.base.AtomicFiles;

/** How often each neuron of one model is active. */
record NeuronCounts(List<Threshold> thresholds) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String FILE = "neurons.json";

  NeuronCounts {
    thresholds = List.copyOf(thresholds);
  }

  /**
   * Above one threshold.
   *
   * @param byText active neurons of each text
   */
  record Threshold(double threshold, List<Integer> byText, List<Row> rows) {
    Threshold {
      byText = List.copyOf(byText);
      rows = List.copyOf(rows);
    }
  }

  /**
   * One matrix.
   *
   * @param counts texts in which a neuron is active, by neuron
   */
  record Row(int layer, NeuronMatrix.Place place, List<Integer> counts) {
    Row {
      counts = List.copyOf(counts);
    }

    String name() {
      return "layer %d %s".formatted(layer, place.name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  static NeuronCounts of(List<NeuronMatrix> matrices, List<Active> active) {
    List<Threshold> thresholds = new ArrayList<>();
    for (Active one : active) {
      List<Row> rows = new ArrayList<>();
      for (int m = 0; m < matrices.size(); m++)
        rows.add(
            new Row(matrices.get(m).layer(), matrices.get(m).place(), boxed(one.counts().get(m))));
      thresholds.add(new Threshold(one.threshold(), boxed(one.byText()), rows));
    }
    return new NeuronCounts(thresholds);
  }

  private static List<Integer> boxed(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Neurons that are active in some text, above the threshold of a number. */
  long ever(int threshold) {
    return thresholds.get(threshold).rows().stream()
        .flatMap(row -> row.counts().stream())
        .filter(count -> count > 0)
        .count();
  }

  void write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(FILE), MAPPER.writeValueAsString(this));
  }

  static NeuronCounts read(Path folder) throws IOException {
    return MAPPER.readValue(Files.readString(folder.resolve(FILE)), NeuronCounts.class);
  }
}
