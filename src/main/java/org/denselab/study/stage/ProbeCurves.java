package org.denselab.study.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.denselab.analysis.probe.Probes;
import org.denselab.eval.significance.Differences;
import org.denselab.graph.Pooling;

/**
 * Accuracy by layer of models that differ in one thing, under one pooling.
 *
 * @param base number of the model that others are tested against; -1 for none
 */
record ProbeCurves(String group, Pooling pooling, List<Model> models, int base) {
  ProbeCurves {
    models = List.copyOf(models);
  }

  /** A model with its probes. */
  record Model(String name, Map<At, Point> points) {}

  /** Which probe. */
  record At(Probes.Kind kind, int candidates, int layer) {}

  /**
   * What it found.
   *
   * @param correct by seed and query
   * @param training accuracy on what it was trained on, a mean over seeds
   */
  record Point(Differences correct, double training) {
    double accuracy() {
      return correct.mean();
    }
  }

  /**
   * @param seeds what was found in the model of each seed
   */
  static Map<At, Point> points(List<ProbeResults> seeds, Pooling pooling) {
    Map<At, Point> points = new LinkedHashMap<>();
    List<ProbeResults.Entry> first = seeds.getFirst().entries();
    for (int e = 0; e < first.size(); e++) {
      ProbeResults.Entry entry = first.get(e);
      if (entry.pooling() != pooling) continue;
      double[][] correct = new double[seeds.size()][];
      double training = 0;
      for (int s = 0; s < correct.length; s++) {
        ProbeResults.Entry same = seeds.get(s).entries().get(e);
        correct[s] = same.correct().stream().mapToDouble(one -> one).toArray();
        training += same.training() / correct.length;
      }
      points.put(
          new At(entry.kind(), entry.candidates(), entry.layer()),
          new Point(new Differences(correct), training));
    }
    return points;
  }

  NavigableSet<Integer> candidates() {
    var candidates = new TreeSet<Integer>();
    for (Model model : models) model.points().keySet().forEach(at -> candidates.add(at.candidates));
    return candidates;
  }

  NavigableSet<Integer> layers() {
    var layers = new TreeSet<Integer>();
    for (Model model : models) model.points().keySet().forEach(at -> layers.add(at.layer));
    return layers;
  }
}
