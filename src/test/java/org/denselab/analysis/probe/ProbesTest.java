package org.denselab.analysis.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.denselab.analysis.probe.Probes.Kind;
import org.denselab.base.Progress;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.engine.Matrix;
import org.denselab.graph.Pooling;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private static final int WIDTH = 8;
  private static final int ITEMS = 300;
  private static final Progress QUIET = Progress.SILENT.start("", "", 0);

  /** Each query has a positive of its own, and negatives of its own. */
  private static Candidates candidates(int k) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      List<Document> negatives = new ArrayList<>();
      for (int j = 1; j < k; j++)
        negatives.add(new Document("n" + i + "." + j, "", "no " + i + " " + j));
      examples.add(
          new Example(
              "q" + i,
              "query " + i,
              List.of(new Document("p" + i, "", "yes " + i)),
              negatives,
              List.of()));
    }
    return Candidates.of(examples, k, ITEMS, 5, 1);
  }

  private static Matrix noise(int rows, SplittableRandom random) {
    var matrix = new Matrix(rows, WIDTH);
    for (int i = 0; i < matrix.values().length; i++)
      matrix.values()[i] = (float) random.nextGaussian() + 3;
    return matrix;
  }

  /** Positives are near their query: only a product of both can tell. */
  private static LayerVectors matching(Candidates data) {
    var random = new SplittableRandom(7);
    Matrix queries = noise(data.queries().size(), random);
    Matrix passages = noise(data.passages().size(), random);
    for (int i = 0; i < data.items().size(); i++)
      for (int c = 0; c < WIDTH; c++)
        passages.values()[data.items().get(i).passages()[0] * WIDTH + c] =
            queries.at(i, c) + 0.3f * (float) random.nextGaussian();
    return new LayerVectors(queries, passages);
  }

  private static double accuracy(List<Probes.Trained> trained, Kind kind) {
    return trained.stream()
        .filter(one -> one.kind() == kind)
        .findFirst()
        .orElseThrow()
        .learned()
        .accuracy();
  }

  private static List<Probes.Trained> train(boolean asPublished, Candidates data, LayerVectors in) {
    var probes =
        new Probes(
            List.of(3), 0.01, Set.of(Probes.Control.QUERY, Probes.Control.LABELS), asPublished, 1);
    return probes.train(0, Pooling.MEAN, data, in, QUIET);
  }

  @Test
  void theMatchProbeFindsAMatchAndItsControlsDoNot() {
    Candidates data = candidates(3);
    var trained = train(false, data, matching(data));

    assertThat(accuracy(trained, Kind.PROBE)).isGreaterThan(0.9);
    assertThat(accuracy(trained, Kind.NO_QUERY)).isCloseTo(1 / 3.0, within(0.1));
    assertThat(accuracy(trained, Kind.SHUFFLED_LABELS)).isCloseTo(1 / 3.0, within(0.1));
    assertThat(trained).allMatch(one -> one.learned().converged());
  }

  /** It is above chance nonetheless: of 30 looks at the test it keeps the luckiest. */
  @Test
  void thePublishedProbeCannotExpressAMatch() {
    Candidates data = candidates(3);

    assertThat(accuracy(train(true, data, matching(data)), Kind.PROBE)).isBetween(0.3, 0.6);
  }

  @Test
  void vectorsThatAreAllAlikeAreAtChanceExactly() {
    Candidates data = candidates(3);
    var same =
        new LayerVectors(
            new Matrix(data.queries().size(), WIDTH), new Matrix(data.passages().size(), WIDTH));
    java.util.Arrays.fill(same.passages().values(), 0.1f);

    assertThat(accuracy(train(false, data, same), Kind.PROBE)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void theGradientIsThatOfTheLoss() {
    Candidates data = candidates(3);
    var vectors = matching(data);
    int[] all = IntStream.range(0, ITEMS).toArray();
    var scorer = new MatchScorer(data, vectors, all, 3, true);
    int[] label = new int[ITEMS];
    var random = new SplittableRandom(3);
    double[] w = random.doubles(2 * WIDTH, -0.5, 0.5).toArray();
    double[] gradient = new double[w.length];
    double[] unused = new double[w.length];
    scorer.loss(w, gradient, all, label, 0.1);

    for (int i = 0; i < w.length; i++) {
      double[] up = w.clone();
      double[] down = w.clone();
      up[i] += 1e-2;
      down[i] -= 1e-2;
      double slope =
          (scorer.loss(up, unused, all, label, 0.1) - scorer.loss(down, unused, all, label, 0.1))
              / 2e-2;
      assertThat(gradient[i]).isCloseTo(slope, within(1e-3));
    }
  }

  @Test
  void queriesOfOnePositiveAreInOneFoldAndFoldsAreEven() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 100; i++)
      examples.add(
          new Example(
              "q" + i,
              "query " + i,
              List.of(new Document("p" + i / 2, "", "yes " + i / 2)),
              List.of(new Document("n" + i, "", "no " + i), new Document("x", "", "yes " + i / 2)),
              List.of()));
    Candidates data = Candidates.of(examples, 2, 1000, 4, 1);

    assertThat(data.items()).hasSize(100);
    int[] sizes = new int[4];
    for (var item : data.items()) {
      sizes[item.fold()]++;
      for (var other : data.items())
        if (other.passages()[0] == item.passages()[0])
          assertThat(other.fold()).isEqualTo(item.fold());
      // what reads like the positive is no negative
      assertThat(data.passages().get(item.passages()[1])).startsWith("no ");
    }
    assertThat(sizes).containsOnly(24, 26);
  }

  @Test
  void aQueryWithoutEnoughNegativesIsCounted() {
    var example =
        new Example("q", "query", List.of(new Document("p", "", "yes")), List.of(), List.of());

    assertThat(Candidates.of(List.of(example), 2, 10, 2, 1).left()).isEqualTo(1);
  }
}
