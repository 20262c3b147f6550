package org.denselab.eval.significance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.junit.jupiter.api.Test;

/** A few hundred simulated studies; {@link FalseAlarmsTest} does thousands. */
class ErrorRatesTest {
  private static final long SEED = Long.getLong("seed", 7);
  private final Simulation few = new Simulation(300, 299, SEED);

  @Test
  void testsKeepTheirLevel() {
    for (Simulation.Test test : Simulation.Test.values()) {
      var scores = new SimulatedScores(1, 60, 0, 0);
      Rate rate = few.rejections(scores, test);
      assertThat(rate.agreesWith(0.05)).as("%s: %s, seed %d", test, rate, SEED).isTrue();
      Rate power = few.rejections(new SimulatedScores(1, 60, 0, 1.0), test);
      assertThat(power.times()).as("%s: power %s, seed %d", test, power, SEED).isGreaterThan(150);
    }
  }

  @Test
  void verdictsKeepTheirLevelWhateverTheSeedsDo() {
    for (int seeds : new int[] {2, 3, 5}) {
      var scores = new SimulatedScores(seeds, 100, 0.5, 0);
      Rate decided = few.decisions(scores);
      assertThat(decided.atMost(0.05)).as("%d seeds: %s, seed %d", seeds, decided, SEED).isTrue();
    }
    var scores = new SimulatedScores(3, 100, 0.5, 0);
    Rate plain = few.plainMisses(scores);
    assertThat(plain.times()).as("percentiles miss their level: " + plain).isGreaterThan(30);
    Rate found = few.decisions(new SimulatedScores(5, 100, 0.2, 1.0));
    assertThat(found.times()).as("power %s, seed %d", found, SEED).isGreaterThan(150);
  }

  /** At the margin itself a claim of no difference is wrong one time in twenty at most. */
  @Test
  void equivalenceKeepsItsLevel() {
    var apart = new SimulatedScores(1, 400, 0, 0.15);
    double margin = Simulation.truth(apart, SEED);
    Rate rate = few.equivalences(apart, margin);
    assertThat(rate.atMost(0.05)).as("%s, seed %d", rate, SEED).isTrue();
    Rate power = few.equivalences(new SimulatedScores(1, 400, 0, 0), 2.5 * margin);
    assertThat(power.times()).as("power %s, seed %d", power, SEED).isGreaterThan(150);
  }

  /** Two systems that follow the scores alike, ties included. */
  @Test
  void differencesOfSpearmanKeepTheirLevel() {
    int alarms = 0;
    int outside = 0;
    int studies = 200;
    for (int study = 0; study < studies; study++) {
      SplittableRandom random = Seeds.stream(SEED, "similar", study);
      double[] gold = new double[80];
      double[][] systems = new double[2][80];
      for (int i = 0; i < 80; i++) {
        gold[i] = random.nextInt(6);
        for (double[] system : systems) system[i] = gold[i] + 2 * random.nextGaussian();
      }
      var difference =
          new CorrelationDifference(
              gold, new double[][] {systems[0]}, new double[][] {systems[1]}, true);
      var outcome = difference.resample(199, study);
      if (outcome.test().p() < 0.05) alarms++;
      if (!outcome.resampled().interval(0.95).contains(0)) outside++;
    }
    assertThat(new Rate(alarms, studies).agreesWith(0.05)).as("%d alarms", alarms).isTrue();
    assertThat(new Rate(outside, studies).agreesWith(0.05)).as("%d outside", outside).isTrue();
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    var scores = new SimulatedScores(3, 50, 0.2, 0.3).draw(Seeds.stream(SEED, "same"));
    var bootstrap = new HierarchicalBootstrap(500, 3);
    assertThat(bootstrap.of(scores).sorted()).isEqualTo(bootstrap.of(scores).sorted());
    assertThat(new HierarchicalBootstrap(500, 4).of(scores).sorted())
        .isNotEqualTo(bootstrap.of(scores).sorted());
  }
}
