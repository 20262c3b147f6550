package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.study.result.Exhibit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageExhibitsTest {
  @TempDir private Path folder;

  @Test
  void everyKindIsReadAsItWasWritten() throws IOException {
    var line =
        new Exhibit.Line(
            "full",
            List.of(0.0, 1.0),
            List.of(.5, Double.NaN),
            List.of(),
            List.of(),
            List.of(),
            true);
    List<Exhibit> written =
        List.of(
            new Exhibit.Lines("a", "t", "c", "layer", "accuracy", false, List.of(line)),
            new Exhibit.Grid(
                "a", "t", "c", "r", "c", List.of("1"), List.of("2"), List.of(List.of(.25)), true),
            new Exhibit.Points(
                "b",
                "t",
                "c",
                "x",
                "y",
                List.of(new Exhibit.Cloud("base", "queries", List.of(1.0), List.of(2.0)))),
            new Exhibit.Table(
                "b", "t", "c", List.of("size"), List.of(List.of(Exhibit.Entry.of("2x128")))),
            new Exhibit.Claim("c", "t", "c", Exhibit.Verdict.UNDECIDED, "Table 4"));
    StageExhibits.write(folder, written);
    assertThat(StageExhibits.read(folder)).isEqualTo(written);
  }

  @Test
  void aLineThatWasWrittenBeforeReferencesIsNone() throws IOException {
    Files.writeString(
        folder.resolve(StageExhibits.FILE),
        """
        [{"kind": "lines", "section": "a", "title": "t", "caption": "c", "xLabel": "x", "yLabel": "y",
          "logarithmic": false, "lines": [
            {"name": "n", "x": [1.0], "y": [2.0], "low": [], "high": [], "marks": []}]}]
        """);
    var lines = (Exhibit.Lines) StageExhibits.read(folder).getFirst();
    assertThat(lines.lines()).containsExactly(Exhibit.Line.of("n", List.of(1.0), List.of(2.0)));
  }

  @Test
  void aStageMayShowNothing() throws IOException {
    StageExhibits.write(folder, List.of());
    assertThat(folder).isEmptyDirectory();
    assertThat(StageExhibits.read(folder)).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.writeString(folder.resolve(StageExhibits.FILE), "[{\"kind\": \"lines\"");
    assertThatThrownBy(() -> StageExhibits.read(folder)).hasMessageContaining(StageExhibits.FILE);
  }
}
