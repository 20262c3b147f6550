package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    add("search", retriever, size, mean, settings);
  }

  private void add(String task, String retriever, long size, double mean, String[] settings) {
    double[][] scores = new double[3][60];
    for (double[] seed : scores)
      for (int q = 0; q < seed.length; q++) seed[q] = mean + 0.1 * random.nextGaussian();
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) map.put(settings[i], settings[i + 1]);
    arms.add(StudyArms.arm(task, retriever, map, size, scores));
  }

  private List<Exhibit.Line> lines() {
    var pictures = ScalingCurves.of(arms, TESTER, Map.of());
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
  void theMeanIsOverTasksWithASignal() {
    String[] small = {"backbone", "small"};
    String[] large = {"backbone", "large"};
    for (String task : List.of("search", "tools", "noise")) {
      double own = task.equals("search") ? .2 : task.equals("tools") ? .4 : .9;
      add(task, "bm25", 0, own, new String[0]);
      add(task, "dense", 400_000, own, small);
      add(task, "dense", 4_000_000, own + .2, large);
    }
    add("search", "hybrid", 400_000, .5, small); // of one task alone
    add("search", "hybrid", 4_000_000, .5, large);
    var pictures = ScalingCurves.of(arms, TESTER, Map.of("noise", "it beats nothing"));
    assertThat(pictures).hasSize(4);
    var mean = (Exhibit.Lines) pictures.getLast();
    assertThat(mean.title()).isEqualTo("nDCG@10 by size, mean of 2 tasks, test");
    assertThat(mean.caption())
        .endsWith(
            "The mean is over search, tools, each counting alike; without noise (it beats"
                + " nothing).");
    assertThat(mean.lines()).extracting(Exhibit.Line::name).containsExactly("dense", "bm25");
    var dense = mean.lines().getFirst();
    for (int i = 0; i < 2; i++) {
      double both = 0;
      for (int task = 0; task < 2; task++)
        both += ((Exhibit.Lines) pictures.get(task)).lines().getFirst().y().get(i) / 2;
      assertThat(dense.y().get(i)).isCloseTo(both, within(1e-12));
      assertThat(both).isBetween(dense.low().get(i), dense.high().get(i));
    }
    assertThat(ScalingCurves.of(arms, TESTER, Map.of("noise", "", "tools", "")))
        .as("one task is no mean")
        .hasSize(3);
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
    assertThat(ScalingCurves.of(arms, TESTER, Map.of())).isEmpty();
  }

  @Test
  void familiesOfOneSizeEachAreNoCurve() {
    add("dense", 400_000, .5, "backbone", "bert-small");
    add("dense", 500_000, .6, "backbone", "qwen2-small");
    assertThat(ScalingCurves.of(arms, TESTER, Map.of())).isEmpty();
  }
}
