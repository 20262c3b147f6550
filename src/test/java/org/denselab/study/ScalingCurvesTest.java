package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.dsl.Significance;
import org.denselab.study.result.Exhibit;
import org.junit.jupiter.api.Test;

class ScalingCurvesTest {
  private static final Tester TESTER =
      new Tester(
          new Significance(
              Significance.Test.RANDOMIZATION,
              500,
              0.05,
              Significance.Correction.HOLM,
              Optional.empty()));

  private final SplittableRandom random = Seeds.stream(3, "scaling");
  private final List<Arm> arms = new ArrayList<>();

  private void add(String retriever, long size, double mean, String... settings) {
    double[][] scores = new double[3][60];
    for (double[] seed : scores)
      for (int q = 0; q < seed.length; q++) seed[q] = mean + 0.1 * random.nextGaussian();
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) map.put(settings[i], settings[i + 1]);
    arms.add(StudyArms.arm("search", retriever, map, size, scores));
  }

  private List<Exhibit.Line> lines() {
    var pictures = ScalingCurves.of(arms, TESTER);
    assertThat(pictures).hasSize(1);
    var picture = (Exhibit.Lines) pictures.getFirst();
    assertThat(picture.title()).isEqualTo("nDCG@10 by size, search, test");
    assertThat(picture.logarithmic()).isTrue();
    return picture.lines();
  }

  @Test
  void aLineForEachArmAndReferencesBesideThem() {
    add("bm25", 0, .4);
    for (String tuning : List.of("full", "lora")) {
      add("dense", 4_000_000, .6, "tuning", tuning, "backbone", "large");
      add("dense", 400_000, .5, "tuning", tuning, "backbone", "small");
    }
    add("untrained", 400_000, .1, "backbone", "small");
    add("untrained", 4_000_000, .2, "backbone", "large");
    add("training_queries", 4_000_000, .05);
    var lines = lines();
    assertThat(lines)
        .extracting(Exhibit.Line::name)
        .containsExactly("dense-full", "dense-lora", "untrained", "bm25", "training_queries");
    assertThat(lines)
        .extracting(Exhibit.Line::reference)
        .containsExactly(false, false, true, true, true);
    assertThat(lines).extracting(Exhibit.Line::x).containsOnly(List.of(4e5, 4e6));
    var full = lines.getFirst();
    assertThat(full.y().getFirst()).isBetween(.45, .55);
    for (int i = 0; i < 2; i++)
      assertThat(full.y().get(i)).isBetween(full.low().get(i), full.high().get(i));
    var bm25 = lines.get(3);
    assertThat(bm25.y().getFirst()).isEqualTo(bm25.y().getLast()).isBetween(.35, .45);
    assertThat(bm25.low()).isEmpty();
  }

  @Test
  void familiesAndTwinsOfOneSizeAreApart() {
    add("dense", 400_000, .5, "backbone", "bert-small");
    add("dense", 4_000_000, .6, "backbone", "bert-large");
    add("dense", 500_000, .5, "backbone", "qwen2-small");
    add("dense", 5_000_000, .6, "backbone", "qwen2-large");
    add("dense", 5_000_000, .6, "backbone", "qwen2-large-chat");
    assertThat(lines())
        .extracting(Exhibit.Line::name)
        .containsExactly("dense bert", "dense qwen2", "dense qwen2 (2)");
  }

  @Test
  void oneSizeIsNoCurve() {
    add("dense", 400_000, .5, "tuning", "full");
    add("dense", 400_000, .6, "tuning", "lora");
    add("untrained", 400_000, .1);
    assertThat(ScalingCurves.of(arms, TESTER)).isEmpty();
  }

  @Test
  void familiesOfOneSizeEachAreNoCurve() {
    add("dense", 400_000, .5, "backbone", "bert-small");
    add("dense", 500_000, .6, "backbone", "qwen2-small");
    assertThat(ScalingCurves.of(arms, TESTER)).isEmpty();
  }
}
