package org.denselab.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.denselab.base.FaultyDisk.Crash;
import org.denselab.base.FaultyDisk.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFilesTest {
  @TempDir private Path here;
  private Path file;

  @BeforeEach
  void writeTheOld() throws IOException {
    file = here.resolve("kept.txt");
    AtomicFiles.write(file, "old");
  }

  private FaultyDisk disk(Fault fault) {
    return new FaultyDisk(fault, path -> path.toString().contains("kept.txt"));
  }

  private void writeOn(FaultyDisk disk) throws Exception {
    disk.during(
        () -> {
          AtomicFiles.write(file, "the new");
          return null;
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_SPACE", "DENIED", "TORN"})
  void whatCannotBeWrittenIsNamedAndTheOldStays(Fault fault) throws IOException {
    var disk = disk(fault);
    assertThatThrownBy(() -> writeOn(disk))
        .isInstanceOf(WriteFailure.class)
        .hasMessageStartingWith(file + " cannot be written: ")
        .hasMessageContaining(
            switch (fault) {
              case NO_SPACE -> "No space left on device; free some space";
              case DENIED -> "permission denied; make the folder writable";
              default -> "3 of 7 bytes are there; check the disk";
            })
        .hasMessageEndingWith("run the same command again: what is finished is kept");
    assertThat(disk.happened()).isTrue();
    assertThat(file).hasContent("old");
    assertThat(here.toFile().list()).containsExactly("kept.txt");
  }

  @Test
  void aCrashLeavesTheOldOrTheNew() throws Exception {
    assertThatThrownBy(() -> writeOn(disk(Fault.CRASH_BEFORE_RENAME))).isInstanceOf(Crash.class);
    assertThat(file).hasContent("old");
    assertThatThrownBy(() -> writeOn(disk(Fault.CRASH_AFTER_RENAME))).isInstanceOf(Crash.class);
    assertThat(file).hasContent("the new");
  }

  @Test
  void aFolderAppearsAtOnceOrNotAtAll() throws Exception {
    Path beside = Files.createDirectories(here.resolve(".set.part/inner"));
    Files.writeString(beside.resolve("a.txt"), "a");
    var crash = new FaultyDisk(Fault.CRASH_BEFORE_RENAME, path -> path.endsWith(Path.of("set")));
    assertThatThrownBy(() -> publishOn(crash)).isInstanceOf(Crash.class);
    assertThat(here.resolve("set")).doesNotExist();
    publishOn(new FaultyDisk(Fault.TORN, _ -> false));
    assertThat(here.resolve("set/inner/a.txt")).hasContent("a");
  }

  private void publishOn(FaultyDisk disk) throws Exception {
    disk.during(
        () -> {
          AtomicFiles.publish(here.resolve(".set.part"), here.resolve("set"));
          return null;
        });
  }

  @Test
  void whatABodyCannotReadIsNoFailureToWrite() {
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      throw new IOException("the source is gone");
                    }))
        .isNotInstanceOf(WriteFailure.class)
        .hasMessage("the source is gone");
    assertThat(file).hasContent("old");
  }
}
