package org.denselab.engine.plan.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFilesTest {
  @TempDir private Path cache;

  @Test
  void unpackedOnceIntoAFolderOfTheRelease() throws Exception {
    var files =
        new NativeFiles(
            "/org/bytedeco/dnnl/linux-x86_64/",
            "libdnnl.so.3",
            List.of("libgomp.so.1", "of-other-platforms.so"));
    assumeThat(files.exist()).as("no oneDNN on the class path").isTrue();
    Path library = files.unpacked(cache);
    assertThat(library.getParent().getFileName().toString()).startsWith("dnnl-3.");
    assertThat(library.resolveSibling("libgomp.so.1")).exists();
    assertThat(library.resolveSibling("of-other-platforms.so")).doesNotExist();
    var written = Files.getLastModifiedTime(library);
    assertThat(files.unpacked(cache)).isEqualTo(library);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(written);
  }

  @Test
  void absentIsAbsent() {
    assertThat(new NativeFiles("/org/bytedeco/dnnl/plan9-sparc/", "libdnnl.so", List.of()).exist())
        .isFalse();
  }
}
