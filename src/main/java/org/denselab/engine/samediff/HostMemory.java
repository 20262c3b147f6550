package org.denselab.engine.samediff;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays' values as Java sees them. */
final class HostMemory {
  private HostMemory() {}

  /** Values in row-major order, to be read at once: the memory belongs to the array. */
  static MemorySegment of(INDArray array) {
    INDArray rowMajor =
        array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
    Nd4j.getAffinityManager()
        .ensureLocation(rowMajor, org.nd4j.linalg.api.concurrency.AffinityManager.Location.HOST);
    return MemorySegment.ofAddress(rowMajor.data().address()).reinterpret(4 * rowMajor.length());
  }

  static void add(MemorySegment from, MemorySegment to) {
    for (long i = 0; i < to.byteSize() / 4; i++)
      to.setAtIndex(
          JAVA_FLOAT, i, to.getAtIndex(JAVA_FLOAT, i) + from.getAtIndex(JAVA_FLOAT, i));
  }
}
