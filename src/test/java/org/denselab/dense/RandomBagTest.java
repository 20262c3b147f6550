package org.denselab.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.Document;
import org.denselab.data.Query;
import org.denselab.data.Run;
import org.denselab.data.SharedData;
import org.denselab.engine.Matrix;
import org.denselab.eval.Evaluation;
import org.denselab.eval.Metric;
import org.denselab.eval.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomBagTest {
  @TempDir private Path folder;

  private static double dot(Matrix a, int row, Matrix b, int other) {
    double dot = 0;
    for (int i = 0; i < a.columns(); i++) dot += (double) a.at(row, i) * b.at(other, i);
    return dot;
  }

  @Test
  void cosinesAreTheShareOfCommonWords() {
    var bag = new RandomBag(50_000, 3, RandomBag.equal());
    Matrix texts = bag.encode(List.of("One, two!", "two THREE", "four", "", "two one"));
    // {one, two} and {two, three} share one word of two: 1 / (sqrt 2 sqrt 2), but for the noise
    assertThat(dot(texts, 0, texts, 1)).isCloseTo(.5, within(.02));
    assertThat(dot(texts, 0, texts, 2)).isCloseTo(0, within(.02));
    assertThat(dot(texts, 0, texts, 0)).isCloseTo(1, within(1e-5));
    assertThat(dot(texts, 0, texts, 4)).isCloseTo(1, within(1e-5)); // order does not count
    assertThat(dot(texts, 3, texts, 3)).isZero();
  }

  @Test
  void idfIsThatOfBm25() {
    var idf = RandomBag.idf(Stream.of("cat dog cat", "cat", "bird"));
    assertThat(idf.of("cat")).isCloseTo(Math.log(1 + 1.5 / 2.5), within(1e-12));
    assertThat(idf.of("bird")).isCloseTo(Math.log(1 + 2.5 / 1.5), within(1e-12));
    var bag = new RandomBag(50_000, 3, idf);
    Matrix texts = bag.encode(List.of("cat bird", "bird dog"));
    double cat = idf.of("cat");
    double bird = idf.of("bird");
    assertThat(dot(texts, 0, texts, 1))
        .isCloseTo(bird * bird / (Math.hypot(cat, bird) * Math.hypot(bird, bird)), within(.02));
  }

  @Test
  void vectorsDependOnSeedAndWordAlone() {
    var some = new RandomBag(8, 1, RandomBag.equal()).encode(List.of("x", "y"));
    var others = new RandomBag(8, 1, RandomBag.equal()).encode(List.of("y", "x"));
    assertThat(dot(some, 0, others, 1)).isCloseTo(1, within(1e-6));
    assertThat(new RandomBag(8, 2, RandomBag.equal()).encode(List.of("x")).values())
        .isNotEqualTo(new RandomBag(8, 1, RandomBag.equal()).encode(List.of("x")).values());
  }

  @Test
  void wideBagsSeemToLearn() throws IOException {
    var data = (Collection) Datasets.open(SharedData.path("squad11-small").toString());
    assertThat(score(data, 64, RandomBag.equal())).isBetween(.10, .18);
    try (var documents = data.corpus().documents()) {
      var idf = RandomBag.idf(documents.map(Document::joined));
      assertThat(score(data, 384, idf)).isBetween(.52, .66);
    }
  }

  private double score(Collection data, int width, RandomBag.Weights weights) throws IOException {
    var bag = new RandomBag(width, 1, weights);
    Path file = folder.resolve("bag-" + width);
    bag.encode(data.corpus(), file);
    try (var vectors = VectorFile.open(file)) {
      var set = data.queries("test");
      var asked = bag.encode(set.queries().stream().map(Query::text).toList());
      Run run =
          ExactSearch.search(
              vectors, asked, set.queries().stream().map(Query::id).toList(), 10, "bag");
      var metric = Metric.parse("nDCG@10");
      return Evaluation.of(run, set.qrels(), List.of(metric), Options.DEFAULT.complete())
          .means()
          .values()
          .iterator()
          .next();
    }
  }
}
