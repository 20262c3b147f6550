package org.denselab.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.common.primitives.Pair;
import org.nd4j.graph.FlatArray;
import org.nd4j.graph.UIAddName;
import org.nd4j.graph.UIEvent;
import org.nd4j.graph.ui.LogFileWriter;
import org.nd4j.linalg.factory.Nd4j;

/** What Deeplearning4j itself reads in a log. */
public final class Deeplearning4jReader {
  private Deeplearning4jReader() {}

  /** The values of a series by step, in the order of the file; no step may stand there twice. */
  public static Map<Integer, Double> series(Path log, String title) throws IOException {
    var reader = new LogFileWriter(log.toFile());
    var begin = reader.readStatic();
    assertThat(begin.getData()).hasSize(1);
    Map<Integer, String> names = new HashMap<>();
    Map<Integer, Double> values = new java.util.LinkedHashMap<>();
    for (Pair<UIEvent, ?> each : reader.readEvents(begin.getFileOffset())) {
      UIEvent event = each.getFirst();
      switch (each.getSecond()) {
        case UIAddName name -> names.put(name.nameIdx(), name.name());
        case FlatArray array -> {
          if (!names.get(event.nameIdx()).equals(title)) continue;
          double value = Nd4j.createFromFlatArray(array).getDouble();
          assertThat(values.put(event.iteration(), value)).isNull();
        }
        default -> throw new AssertionError(each.getSecond());
      }
    }
    return values;
  }

  /** The losses of all steps, first step first. */
  public static List<Double> losses(Path log) throws IOException {
    Map<Integer, Double> losses = series(log, "loss");
    List<Double> inOrder = new ArrayList<>();
    for (int step = 1; step <= losses.size(); step++) inOrder.add(losses.get(step));
    return inOrder;
  }
}
