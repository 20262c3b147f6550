package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.dsl.Study;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.StudyResult.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedNumbersTest {
  @TempDir private Path folder;

  @Test
  void oursStandBesideEqualCellsOnly() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("table-9.csv"),
            """
            # A paper, Table 9.
            row,where,task,metric,value,note
            small,size=small;step=9,search,nDCG@10,40.0,
            large,size=large,search,nDCG@10,50.0,a note, with a comma
            gap,size=small,search,nDCG@10,,not printed
            """);
    var cell =
        StudyArms.arm("search", "dense", Map.of("size", "small", "step", "9"), 0, .4, .5).cell();
    var table = (Exhibit.Table) PublishedNumbers.read(file).beside(List.of(cell));
    assertThat(table.title()).isEqualTo("table-9");
    assertThat(table.caption()).startsWith("A paper, Table 9.");
    assertThat(table.rows())
        .extracting(row -> row.stream().map(Exhibit.Entry::text).toList())
        .containsExactly(
            List.of("small", "search nDCG@10", "40.0", "45.0", "5.0", ""),
            List.of("large", "search nDCG@10", "50.0", "not run here", "", "a note, with a comma"),
            List.of("gap", "search nDCG@10", "", "45.0", "", "not printed"));
  }

  @Test
  void aMeanIsOverTheTasksOfItsRow() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("means.csv"),
            """
            row,where,task,metric,value,note
            small,size=small,search,nDCG@10,40.0,
            small,size=small,tools,nDCG@10,50.0,
            small,size=small,search,RR@10,70.0,
            small,size=small,mean,nDCG@10,45.0,
            large,size=large,search,nDCG@10,60.0,
            large,size=large,tools,RR@10,70.0,
            large,size=large,mean,mean,65.0,of two metrics
            alone,size=tiny,mean,nDCG@10,30.0,
            """);
    List<Cell> cells =
        List.of(
            StudyArms.arm("search", "dense", Map.of("size", "small"), 0, .4).cell(),
            StudyArms.arm("tools", "dense", Map.of("size", "small"), 0, .6).cell(),
            StudyArms.arm("search", "dense", Map.of("size", "large"), 0, .8).cell(),
            StudyArms.arm("search", "dense", Map.of("size", "tiny"), 0, .1).cell());
    var table = (Exhibit.Table) PublishedNumbers.read(file).beside(cells);
    assertThat(table.rows())
        .filteredOn(row -> row.get(1).text().startsWith("mean"))
        .extracting(row -> row.get(3).text() + "|" + row.get(4).text())
        .containsExactly("50.0|5.0", "1 of 2 tasks run here|", "not run here|");
  }

  @Test
  void severalCellsThatWouldDoAreNone() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.csv"),
            "row,where,task,metric,value,note\na,size=small,search,nDCG@10,1,\n");
    List<Cell> cells =
        List.of(
            StudyArms.arm("search", "dense", Map.of("size", "small", "step", "1"), 0, .4).cell(),
            StudyArms.arm("search", "dense", Map.of("size", "small", "step", "2"), 0, .6).cell());
    var table = (Exhibit.Table) PublishedNumbers.read(file).beside(cells);
    assertThat(table.rows().getFirst().get(3).text()).isEqualTo("2 cells here");
  }

  static Stream<Path> compared() throws IOException {
    try (var files = Files.list(Path.of("experiments", "paper"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  /** A name that is written otherwise in study and table would never meet. */
  @ParameterizedTest
  @MethodSource("compared")
  void everyPublishedNumberHasItsCell(Path yaml) {
    var study = new StudyLoader(Path.of("dsl"), Map.of()).withStandIns().load(yaml, "");
    for (Path file : study.cells().getFirst().study().report().published())
      for (var line : PublishedNumbers.read(file).lines())
        if (Double.isFinite(line.value()))
          assertThat(study.cells())
              .as("%s: %s", file, line)
              .anyMatch(
                  cell ->
                      cell.axes().entrySet().containsAll(line.where().entrySet())
                          && (line.task().equals("mean") || measures(cell.study(), line)));
  }

  private static boolean measures(Study study, PublishedNumbers.Line line) {
    var also = study.evaluate().also().stream().map(String::valueOf).toList();
    return study.tasks().stream()
        .filter(task -> task.name().equals(line.task()))
        .anyMatch(
            task -> task.metric().toString().equals(line.metric()) || also.contains(line.metric()));
  }

  @Test
  void aBrokenLineIsNamed() throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, "row,where,task,metric,value,note\na,size,search,nDCG@10,1,\n");
    assertThatThrownBy(() -> PublishedNumbers.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("t.csv:2:1: expected path=value, but is \"size\"");
    Files.writeString(file, "row,where,task,metric,value,note\na,,search,nDCG@10,forty,\n");
    assertThatThrownBy(() -> PublishedNumbers.read(file)).hasMessageContaining("expected a number");
    Files.writeString(file, "a,b\n");
    assertThatThrownBy(() -> PublishedNumbers.read(file))
        .hasMessageContaining("expected row,where");
  }

  static Stream<Path> shipped() throws IOException {
    try (var files = Files.list(Path.of("experiments", "paper", "published"))) {
      return files.filter(f -> f.toString().endsWith(".csv")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedNumberIsAPercentage(Path file) {
    assertThat(PublishedNumbers.read(file).lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(Double.isNaN(line.value()) || line.value() <= 100).isTrue());
  }
}
