package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTest {
  @TempDir Path folder;

  @Test
  void saysWhatTheNumbersSay() {
    Answer answer = Answer.of(StudyFixture.study());
    assertThat(answer.lead()).isEqualTo("Not as expected (1 of 2 expectations met).");
    assertThat(answer.findings().stream().map(Answer.Finding::sentence))
        .containsExactly(
            "hybrid-full reaches .667 nDCG@10: +.096 [.081, .111] over bm25 (p < .001); on the"
                + " mismatch slice −.036 [−.051, −.021], worse than dense-full (p = .009)",
            "dense-full reaches .618 nDCG@10: +.047 [.032, .062] over bm25 (p = .043) and +.414"
                + " [.399, .429] over dense-untrained (p < .001); on the mismatch slice +.352"
                + " [.337, .367] over bm25 (p < .001) and +.413 [.398, .428] over dense-untrained"
                + " (p < .001)");
    assertThat(answer.tally())
        .isEqualTo(
            "Of 9 comparisons, 7 hold, 1 fails, 1 is undecided. Of 2 claims, 1 holds, 0 fail, 1 is"
                + " undecided.");
  }

  @Test
  void withoutTestsOnlyMeasures() {
    Answer answer = Answer.of(with(List.of(cell("bm25", "done", .41))));
    assertThat(answer.text()).isEqualTo("bm25 reaches .410 nDCG@10.");
  }

  @Test
  void claimsAreCounted() {
    var study = with(List.of(cell("bm25", "done", .41)));
    for (var verdict :
        List.of(Exhibit.Verdict.HOLDS, Exhibit.Verdict.HOLDS, Exhibit.Verdict.UNDECIDED))
      study.exhibits().add(new Exhibit.Claim("Claims", "t", "c", verdict, ""));
    assertThat(Answer.of(study).text())
        .isEqualTo("bm25 reaches .410 nDCG@10. Of 3 claims, 2 hold, 0 fail, 1 is undecided.");
  }

  @Test
  void slopesAreSaidFirstAndManyMeansStandElsewhere() {
    var study = with(List.of(cell("bm25", "done", .41)));
    for (int i = 0; i < 8; i++)
      study.summaries().add(summary(i < 7 ? Summary.Kind.MEAN : Summary.Kind.SLOPE, "claim " + i));
    assertThat(Answer.of(study).summaries())
        .hasSize(7)
        .first()
        .satisfies(slope -> assertThat(slope).startsWith("Claim 7: "));
    assertThat(Answer.of(study).summaries().get(1)).as("names").startsWith("claim 0: ");
    assertThat(Answer.of(study).summaries().getLast())
        .isEqualTo("2 more over tasks and sizes stand under Tests.");
  }

  /** Its p is small and its interval without 0, which is not why it is undecided. */
  @Test
  void aSlopeThatIsUndecidedForAnotherReasonSaysThatInPlaceOfP() throws IOException {
    var comparison =
        new Comparison(
            "dense",
            "bm25",
            "cranfield",
            "test",
            "all",
            "nDCG@10",
            .51,
            .41,
            StudyFixture.evidence(.1, .001, .001, 1, 225),
            List.of(),
            List.of());
    var study =
        with(List.of(cell("bm25", "done", .41), cell("dense", "done", .51)), List.of(comparison));
    study.summaries().add(summary(Summary.Kind.SLOPE, "it shrinks", "undecided", "it reverses"));
    String told = "+.100 [.050, .150], undecided, as it reverses";
    assertThat(Answer.of(study).summaries()).containsExactly("It shrinks: " + told + ".");
    Report.write(study, folder);
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("- it shrinks: " + told.replace("[", "\\[").replace("]", "\\]") + "\n");
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains("[.050, .150], undecided, as it reverses</li>");
    assertThat(Files.readString(folder.resolve("results.json")))
        .contains("\"caveat\" : \"it reverses\"");
    assertThat(EvidenceText.summary(study.summaries().getFirst()))
        .isEqualTo("undecided, as it reverses");
    assertThat(String.join("\n", TerminalTable.lines(study, 101, false)))
        .contains("it shrinks", "undecided")
        .doesNotContain(".020");
  }

  private static Summary summary(Summary.Kind kind, String claim) {
    return summary(kind, claim, "holds", "");
  }

  private static Summary summary(Summary.Kind kind, String claim, String verdict, String caveat) {
    var evidence =
        new Evidence(
            "randomization",
            2,
            90,
            .1,
            .05,
            .15,
            .95,
            .01,
            .02,
            8,
            verdict,
            Evidence.Equivalence.NONE,
            .04);
    return new Summary(
        kind, claim, "a", "b", "test", "nDCG@10", List.of("x"), Map.of(), evidence, caveat);
  }

  @Test
  void withoutResultsThereIsNoAnswer() {
    Answer answer = Answer.of(with(List.of(cell("bm25", "failed", Double.NaN))));
    assertThat(answer.text()).isEqualTo("No cell finished, so there is no answer.");
  }

  private static Cell cell(String id, String state, double value) {
    Map<String, Double> metrics = state.equals("done") ? Map.of("nDCG@10", value) : Map.of();
    return new Cell(
        id, Map.of(), state, "cranfield", "test", "all", id, metrics, 225, "judged", Map.of(), "");
  }

  private static StudyResult with(List<Cell> cells) {
    return with(cells, List.of());
  }

  private static StudyResult with(List<Cell> cells, List<Comparison> comparisons) {
    return new StudyResult(
        "s",
        "S",
        "",
        "",
        "",
        "",
        0,
        cells,
        comparisons,
        new ArrayList<>(),
        List.of(),
        List.of(),
        List.of(),
        new ArrayList<>(),
        List.of(),
        Map.of(),
        List.of(),
        Map.of());
  }
}
