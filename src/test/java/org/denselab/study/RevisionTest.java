package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;

  @Test
  void aBranchADetachedHeadAndPackedRefs() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", "# pack-refs\n" + COMMIT + " refs/heads/main\n");
    assertThat(Revision.of(folder)).contains(COMMIT);
    String newer = COMMIT.replace('0', 'f');
    write(".git/refs/heads/main", newer + "\n");
    assertThat(Revision.of(folder)).contains(newer);
    write(".git/HEAD", COMMIT + "\n");
    assertThat(Revision.of(folder)).contains(COMMIT);
  }

  @Test
  void aWorktreeHasItsHeadElsewhere() throws IOException {
    write("main/.git/refs/heads/side", COMMIT + "\n");
    write("main/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
    write("main/.git/worktrees/side/commondir", "../..\n");
    write("side/.git", "gitdir: " + folder.resolve("main/.git/worktrees/side") + "\n");
    assertThat(Revision.of(folder.resolve("side"))).contains(COMMIT);
  }

  @Test
  void whatIsNoCheckoutHasNone() throws IOException {
    assertThat(Revision.of(folder)).isEmpty();
    write(".git/HEAD", "nonsense");
    assertThat(Revision.of(folder)).isEmpty();
    write("x/.git", "nonsense");
    assertThat(Revision.of(folder.resolve("x"))).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
