package org.denselab.engine.plan.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFilesTest {
  @TempDir private Path cache;

  @Test
  void unpackedOnceIntoAFolderOfTheRelease() throws Exception {
    assumeThat(NativeFiles.exist()).as("no build of oneDNN for this platform").isTrue();
    Path library = new NativeFiles(cache).library();
    assertThat(library.getParent().getFileName().toString()).startsWith("dnnl-3.");
    assertThat(library.resolveSibling("libgomp.so.1")).exists();
    var written = Files.getLastModifiedTime(library);
    assertThat(new NativeFiles(cache).library()).isEqualTo(library);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(written);
  }
}
