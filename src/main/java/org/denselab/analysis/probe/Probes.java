package org.denselab.analysis.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.denselab.base.Progress;
import org.denselab.engine.Matrix;
import org.denselab.graph.Pooling;

/**
 * Trains the probes of a study on the vectors of layers.
 *
 * @param candidates numbers of candidates
 * @param l2 weight decay of the match probe
 * @param controls probes beside the one that sees all
 * @param asPublished the published probe instead; it has no controls
 */
public record Probes(
    List<Integer> candidates, double l2, Set<Control> controls, boolean asPublished, long seed) {
  public Probes {
    candidates = List.copyOf(candidates);
    controls = Set.copyOf(controls);
  }

  /** A probe that shows what another accuracy would mean nothing. */
  public enum Control {
    QUERY,
    LABELS
  }

  /** Which probe. */
  public enum Kind {
    PROBE,
    NO_QUERY,
    SHUFFLED_LABELS
  }

  /** A probe with what it learned. */
  public record Trained(int layer, Pooling pooling, int candidates, Kind kind, Learned learned) {}

  private record Job(int layer, Pooling pooling, int candidates, Kind kind) {}

  /** How many trainings {@link #train} makes for a layer and a pooling. */
  public int each() {
    return candidates.size() * kinds().size();
  }

  /** All probes of one layer and pooling, on as many threads as there are. */
  public List<Trained> train(
      int layer, Pooling pooling, Candidates data, LayerVectors vectors, Progress progress) {
    LayerVectors seen =
        asPublished && pooling == Pooling.LAST
            ? new LayerVectors(unit(vectors.queries()), unit(vectors.passages()))
            : vectors;
    List<Job> jobs = new ArrayList<>();
    for (int k : candidates) for (Kind kind : kinds()) jobs.add(new Job(layer, pooling, k, kind));
    return jobs.parallelStream()
        .map(
            job -> {
              Learned learned = learn(job, data, seen);
              progress.step(1);
              return new Trained(layer, pooling, job.candidates(), job.kind(), learned);
            })
        .toList();
  }

  private List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>(List.of(Kind.PROBE));
    if (controls.contains(Control.QUERY) && !asPublished) kinds.add(Kind.NO_QUERY);
    if (controls.contains(Control.LABELS) && !asPublished) kinds.add(Kind.SHUFFLED_LABELS);
    return kinds;
  }

  private Learned learn(Job job, Candidates data, LayerVectors vectors) {
    if (asPublished) return new ConcatProbe(seed).learn(data, vectors, job.candidates());
    var view =
        switch (job.kind()) {
          case PROBE -> MatchProbe.View.ALL;
          case NO_QUERY -> MatchProbe.View.NO_QUERY;
          case SHUFFLED_LABELS -> MatchProbe.View.SHUFFLED_LABELS;
        };
    return new MatchProbe(l2, view, seed).learn(data, vectors, job.candidates());
  }

  /** Rows of length 1. */
  private static Matrix unit(Matrix rows) {
    var unit = new Matrix(rows.rows(), rows.columns());
    for (int r = 0; r < rows.rows(); r++) {
      double squares = 0;
      for (int i = 0; i < rows.columns(); i++) squares += (double) rows.at(r, i) * rows.at(r, i);
      double length = Math.max(1e-12, Math.sqrt(squares));
      for (int i = 0; i < rows.columns(); i++)
        unit.values()[r * rows.columns() + i] = (float) (rows.at(r, i) / length);
    }
    return unit;
  }
}
