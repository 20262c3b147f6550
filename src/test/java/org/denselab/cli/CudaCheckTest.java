package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CudaCheckTest {
  @ParameterizedTest
  @ValueSource(ints = {37, 60, 70, 75, 80, 86, 89})
  void theBinaryHasCodeFrom37To89(int capability) {
    assertThatCode(() -> CudaCheck.refuse(capability)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 35, 90, 100, 120})
  void everyOtherGpuIsRefusedByItsCapability(int capability) {
    assertThatThrownBy(() -> CudaCheck.refuse(capability))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(
            "compute capability %d.%d,".formatted(capability / 10, capability % 10))
        .hasMessageContaining("build without -Pcuda")
        .hasMessageNotContaining("\n");
  }

  @Test
  void theDefaultBuildHasNoCudaAndAsksNoGpu() {
    assertThat(System.getProperty("java.class.path")).doesNotContainIgnoringCase("cuda-");
    assertThatCode(CudaCheck::refuseWhatCannotRun).doesNotThrowAnyException();
  }
}
