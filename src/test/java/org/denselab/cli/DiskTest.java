package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that really refuses, and files that are really damaged, seen from the front door. */
class DiskTest {
  @TempDir static Path here;
  private static FrontDoor door;
  private static String study;

  @BeforeAll
  static void build() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "limits the size of files through bash");
    door = new FrontDoor(here);
    var collection = BeirOnDisk.write(here.resolve("collection"), 3_000, 40);
    study = "-Dexp=" + collection.study("writing", 0.5);
    assertThat(door.run(study, "-Dstore=unbroken").code()).isZero();
  }

  /** The system refuses every file beyond so many kilobytes. */
  private static FrontDoor.Ended limited(int kilobytes, String store) throws Exception {
    return door.startLimited(kilobytes, study, "-Dstore=" + store).end();
  }

  @Test
  void anIndexThatDoesNotFitIsNamedAndTheNextRunGivesTheSameNumbers() throws Exception {
    var ended = limited(64, "full");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out())
        .containsPattern("index.* failed: /.*lucene.* cannot be written: File too large; free")
        .contains("-Dstore=DIR")
        .doesNotContain("\tat ");
    assertThat(ended.err()).doesNotContain("\tat ");
    assertThat(door.run(study, "-Dstore=full").code()).isZero();
    assertThat(cells("full")).isEqualTo(cells("unbroken"));
  }

  @Test
  void aReportThatDoesNotFitIsNamed() throws Exception {
    Path page = here.resolve("unbroken/reports/writing/index.html");
    String before = Files.readString(page);

    var ended = limited(8, "unbroken");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err())
        .contains("/reports/writing/")
        .contains(" cannot be written: File too large; free some space")
        .contains("run the same command again");
    assertThat(page).hasContent(before);
  }

  @Test
  void aLogOnAFullDiskIsSaidOnceAndStopsNothing() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
    Path reports = Files.createDirectories(here.resolve("logless/reports/writing"));
    Files.createSymbolicLink(reports.resolve("denselab.log"), Path.of("/dev/full"));

    var ended = door.run(study, "-Dstore=logless");

    assertThat(ended.code()).isZero();
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err()).contains("denselab.log cannot be written").contains("No space left");
  }

  @Test
  void aCutFileIsNamedOnceAndMadeAgain() throws Exception {
    JsonNode before = cells("unbroken");
    Path run;
    try (Stream<Path> files = Files.walk(here.resolve("unbroken"))) {
      run = files.filter(f -> f.endsWith("run.txt")).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(run);
    Files.write(run, Arrays.copyOf(whole, whole.length / 2));

    var ended = door.run(study, "-Dstore=unbroken");

    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines())
        .filteredOn(line -> line.contains("WARN"))
        .singleElement()
        .asString()
        .contains(run.toString())
        .contains("bytes instead of")
        .contains("is made again");
    assertThat(run).hasBinaryContent(whole);
    assertThat(cells("unbroken")).isEqualTo(before);
  }

  private static JsonNode cells(String store) throws IOException {
    Path results = here.resolve(store).resolve("reports/writing/results.json");
    return new ObjectMapper().readTree(results.toFile()).path("cells");
  }
}
