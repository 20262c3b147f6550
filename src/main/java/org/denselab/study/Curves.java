package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.base.AtomicFiles;
import org.denselab.study.result.StudyResult.Curve;

/** Training losses, one number a line in a file that training stages leave. */
public final class Curves {
  static final String FILE = "losses.txt";
  private static final int POINTS = 200;

  private Curves() {}

  /** Writes the loss of each step. */
  public static void write(Path folder, double[] losses) throws IOException {
    List<String> lines = new ArrayList<>();
    for (double loss : losses) lines.add(Double.toString(loss));
    AtomicFiles.write(folder.resolve(FILE), lines);
  }

  static List<Curve> of(List<Stage> stages, Map<Stage, Scheduler.Outcome> outcomes, Store store)
      throws IOException {
    List<Curve> curves = new ArrayList<>();
    for (Stage stage : stages) {
      Path file = store.folder(stage).resolve(FILE);
      if (outcomes.get(stage) instanceof Scheduler.Outcome.Finished && Files.exists(file))
        curves.add(curve(stage.kind() + " " + stage.title(), Files.readAllLines(file)));
    }
    return curves;
  }

  /** Means of equal stretches, so that long runs stay readable. */
  private static Curve curve(String name, List<String> losses) {
    int stretch = Math.max(1, (losses.size() + POINTS - 1) / POINTS);
    int points = (losses.size() + stretch - 1) / stretch;
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      int from = i * stretch;
      int to = Math.min(losses.size(), from + stretch);
      x[i] = to;
      y[i] =
          losses.subList(from, to).stream()
              .mapToDouble(Double::parseDouble)
              .average()
              .orElseThrow();
    }
    return new Curve(name, "step", "loss", x, y);
  }
}
