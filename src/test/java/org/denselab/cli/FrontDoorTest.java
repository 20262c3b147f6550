package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.denselab.base.AtomicFiles;
import org.denselab.study.Store;
import org.denselab.study.StoreLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user of the front door sees: messages and exit codes, through the real launcher. */
class FrontDoorTest {
  @TempDir static Path here;
  private static FrontDoor door;
  private static BeirOnDisk collection;

  @BeforeAll
  static void build() throws IOException {
    door = new FrontDoor(here);
    collection = BeirOnDisk.write(here.resolve("a collection"), 60, 10);
  }

  @Test
  void evalScoresARunAndSaysNothingElse() throws Exception {
    Files.writeString(here.resolve("run.txt"), "q1 Q0 d1 1 2.5 r\nq1 Q0 d2 2 1.5 r\n");
    Files.writeString(here.resolve("qrels.txt"), "q1 0 d2 1\n");

    var ended =
        door.run(
            "-Dverb=eval",
            "-Drun=run.txt",
            "-Dqrels=qrels.txt",
            "-Dmetrics=RR@10,nDCG@10",
            "-DskipTests",
            "-Dstyle.color=always");

    assertThat(ended.err()).isEmpty(); // the incubator module's warning too
    assertThat(ended.out()).contains("0.5000").contains("0.6309");
    assertThat(ended.code()).isZero();
  }

  @Test
  void aStudyMeetsItsExpectationsOrSaysWhichFellShort() throws Exception {
    // Relative to the working folder, which is not the project's.
    String study = here.relativize(collection.study("wishful", 0.5)).toString();
    String question = "-Dset=question='two words, \"three\", it''s a=b'";

    var met = door.run("-Dexp=" + study, "-Dstore=the store", "-Dmemory=2g", question);
    assertThat(met.err()).isEmpty();
    assertThat(met.code()).isZero();
    assertThat(met.out()).contains("wishful: two words, \"three\", it's a=b");
    assertThat(here.resolve("the store/reports/wishful/index.html")).isNotEmptyFile();

    // On made-up texts BM25 finds everything; no bound from below could fail.
    String other =
        "{task: generated, retriever: bm25, metric: nDCG@10, equals: 0.25, tolerance: 0.01}";
    var fellShort = door.run("-Dexp=" + study, "-Dstore=the store", "-Dset=expect=[" + other + "]");
    assertThat(fellShort.code()).isEqualTo(1);
    assertThat(fellShort.out()).contains("not met").contains("equals 0.25");
  }

  @Test
  void aStudyIsToldAndReportedWhenOnlyHalfOfItIsDone() throws Exception {
    String exp = "-Dexp=" + collection.study("half", 0);
    assertThat(door.run(exp, "-Dstore=half").code()).isZero();
    Path report = here.resolve("half/reports/half");
    assertThat(report.resolve("results.json")).content().contains("\"exit\" : 0");
    try (var stages = Files.list(here.resolve("half/reports/.stages"))) {
      for (Path stage : stages.toList())
        if (stage.getFileName().toString().startsWith("evaluate-")) AtomicFiles.deleteTree(stage);
    }

    var status = door.run(exp, "-Dstore=half", "-Dverb=status");
    assertThat(status.err()).isEmpty();
    assertThat(status.out())
        .contains("half: is not running", "cells: 0 of 1 have their numbers", "1 pending");
    var asked = door.run(exp, "-Dstore=half", "-Dverb=report");
    assertThat(asked.err()).isEmpty();
    assertThat(asked.out()).contains("1 of 3 stages are not done", "report: ");
    assertThat(report.resolve("report.md")).content().contains("unfinished").contains("not done");
    assertThat(report.resolve("results.json")).content().contains("\"exit\" : 130");

    assertThat(door.run(exp, "-Dstore=half").code()).isZero();
    assertThat(report.resolve("report.md")).content().doesNotContain("unfinished");
  }

  @Test
  void theTrainingUiIsInAProfile() throws Exception {
    var ended = door.run("-Dexp=" + collection.study("shown", 0), "-Dverb=ui");
    refused(ended, "-Pui compile exec:java");
  }

  @Test
  void aStageThatFailsIsNamed() throws Exception {
    // What is planned can be read; the results' folder cannot be written.
    Path stages = here.resolve("broken/reports/.stages");
    Files.createDirectories(stages.getParent());
    Files.writeString(stages, "in the way");

    var ended = door.run("-Dexp=" + collection.study("failing", 0), "-Dstore=broken");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).contains("index").contains("failed").doesNotContain("\tat ");
    assertThat(here.resolve("broken/reports/failing/denselab.log")).content().contains("\tat ");
  }

  @Test
  void aHeldStoreIsRefusedByTheHoldersName() throws Exception {
    try (var lock = StoreLock.take(new Store(here.resolve("held")))) {
      assertThat(lock).isNotNull();

      var ended = door.run("-Dexp=" + collection.study("waiting", 0), "-Dstore=held");

      refused(ended, Long.toString(ProcessHandle.current().pid()), "(since 20", "-Dstore=DIR");
    }
  }

  @Test
  void mistakesAreRefusedInOneLineEach() throws Exception {
    refused(door.run("-Dexpp=x.yaml"), "-Dexpp", "-Dexp?");
    refused(door.run("-Dexp=none.yaml"), "none.yaml");
    refused(door.run("-Dexp=none.yaml", "-Dmemory=lots"), "-Dmemory=lots", "6g");
    Path good = collection.study("hurried", 0);
    refused(door.run("-Dexp=" + good, "-Ddenselab.keep.seconds=soon"), "soon", "such as 20");
    Path bad = Files.writeString(here.resolve("bad.yaml"), "study: bad\nevalute: {}\n");
    var ended = door.run("-Dexp=" + bad);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("bad.yaml:2:1").contains("did you mean \"evaluate\"?");
    assertThat(ended.err()).doesNotContain("\tat ");
  }

  private static void refused(FrontDoor.Ended ended, String... words) {
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err()).contains(words);
  }
}
