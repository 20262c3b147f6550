package org.denselab.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeFileTest {
  /** Past 2 GB, where Java's arrays and buffers end. */
  private static final long ELEMENTS = (1L << 29) + 3;

  @TempDir Path folder;

  @Test
  @Tag("slow")
  void tensorsPastTwoGigabytesAreWrittenAndRead() throws IOException {
    Path path = folder.resolve("large.safetensors");
    try (Arena arena = Arena.ofConfined();
        var sparse = new RandomAccessFile(folder.resolve("zeros").toFile(), "rw")) {
      sparse.setLength(4 * ELEMENTS);
      MemorySegment values =
          sparse.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, 4 * ELEMENTS, arena);
      values.setAtIndex(ValueLayout.JAVA_FLOAT, ELEMENTS - 1, 42f);
      var large = StoredTensor.fp32("a", new long[] {ELEMENTS}, values);
      var small = StoredTensor.fp32("b", new long[] {1}, values.asSlice(4 * (ELEMENTS - 1)));
      SafetensorsWriter.write(path, List.of(large, small), Map.of());
    }
    try (var file = SafetensorsFile.open(path)) {
      MemorySegment values = file.tensor("a").bytes();
      assertThat(values.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, ELEMENTS - 1)).isEqualTo(42f);
      assertThat(file.tensor("b").bytes().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0)).isEqualTo(42f);
    }
  }
}
