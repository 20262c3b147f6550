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
import org.denselab.study.result.Exhibit;
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
