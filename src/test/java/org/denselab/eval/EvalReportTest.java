package org.denselab.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.data.Hit;
import org.denselab.data.Qrels;
import org.denselab.data.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalReportTest {
  private static final Evaluation EVALUATION =
      Evaluation.of(
          new Run("r", Map.of("q10", List.of(new Hit("a", 1), new Hit("b", 0.5)))),
          new Qrels(Map.of("q10", Map.of("b", 1), "q2", Map.of("a", 1))),
          Metric.parseList("num_q,RR@10,nDCG@10"),
          Options.DEFAULT.complete());

  @Test
  void alignsAndSaysWhatIsAveraged() {
    assertThat(EvalReport.lines(EVALUATION, false))
        .containsExactly(
            "num_q    all       2",
            "RR@10    all  0.2500",
            "nDCG@10  all  0.3155",
            "over all 2 judged queries, 1 without hits scoring 0");
  }

  @Test
  void perQueryLinesComeFirst() {
    assertThat(EvalReport.lines(EVALUATION, true))
        .startsWith(
            "RR@10    q10  0.5000",
            "nDCG@10  q10  0.6309",
            "RR@10    q2   0.0000",
            "nDCG@10  q2   0.0000",
            "num_q    all       2");
  }

  @Test
  void scoresFiles(@TempDir Path folder) throws IOException {
    Path run = Files.writeString(folder.resolve("run"), "q1 Q0 a 1 2.5 r\nq1 Q0 b 2 1.5 r\n");
    Path qrels = Files.writeString(folder.resolve("qrels"), "q1 0 b 1\n");
    assertThat(EvalReport.of(run, qrels, "RR@10", Options.DEFAULT, false))
        .containsExactly("RR@10  all  0.5000", "over all 1 judged queries");
    assertThatThrownBy(() -> EvalReport.of(run, qrels, "RR@10,XY", Options.DEFAULT, false))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("unknown metric 'XY': did you mean");
  }

  @Test
  void exactTiesRoundToEvenAsInC() {
    assertThat(EvalReport.fourDigits(0.03125)).isEqualTo("0.0312");
    assertThat(EvalReport.fourDigits(0.09375)).isEqualTo("0.0938");
    assertThat(EvalReport.fourDigits(0.00005)).isEqualTo("0.0001");
  }
}
