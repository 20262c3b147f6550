package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherBudgetTest {
  private static final long GIB = 1L << 30;

  @Test
  void theSharesAndAGigabyteForLibrariesMakeTheTotal() {
    for (long memory : new long[] {2 * GIB, 4 * GIB, 24 * GIB, 512 * GIB}) {
      var budget = LauncherBudget.of(null, memory);
      assertThat(budget.heap() + budget.nd4j() + budget.arena() + GIB).isEqualTo(budget.total());
      assertThat(budget.total()).isLessThanOrEqualTo(memory);
      assertThat(budget.heap()).isBetween(GIB / 4, 8 * GIB);
      assertThat(budget.nd4j()).isPositive();
      assertThat(budget.arena()).isPositive();
    }
  }

  @Test
  void leavesRoomForMavenAndTheSystem() {
    assertThat(LauncherBudget.of(null, 16 * GIB).total()).isEqualTo(14 * GIB);
    assertThat(LauncherBudget.of(null, 4 * GIB).total()).isEqualTo(3 * GIB);
  }

  @Test
  void asksTheJvmWhichKnowsTheCgroup() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    assertThat(LauncherBudget.of(null))
        .isEqualTo(LauncherBudget.of(null, system.getTotalMemorySize()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6g", "6G", " 6 GB ", "6gib", "6144m", "6144MiB"})
  void takesTheSizeThatIsAsked(String setting) {
    var budget = LauncherBudget.of(setting, 8 * GIB);
    assertThat(budget.total()).isEqualTo(6 * GIB);
    assertThat(budget.flags())
        .contains("-Xmx" + (budget.heap() >> 20) + "m")
        .contains("-Dorg.bytedeco.javacpp.maxbytes=" + budget.nd4j())
        .contains("-Ddenselab.memory.total=" + 6 * GIB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6", "lots", "-6g", "6.5g", "6t", "", "99999999999999999999g"})
  void refusesWhatIsNoSize(String setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LauncherBudget.of(setting, 8 * GIB))
        .withMessage(
            "-Dmemory=" + setting + ": expected a size with its unit, such as 6g or 6500m");
  }

  @Test
  void refusesWhatCannotBeKept() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LauncherBudget.of("900m", 8 * GIB))
        .withMessageContaining("needs 2g");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LauncherBudget.of("9g", 8 * GIB))
        .withMessageContaining("this machine has 8192m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LauncherBudget.of(null, GIB))
        .withMessageContaining("1024m");
  }
}
