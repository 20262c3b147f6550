package org.denselab.engine.samediff;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The values of dense row-major fp32 arrays as Java sees them. */
final class HostMemory {
  private HostMemory() {}

  /** To be read; the memory is the array's own. */
  static MemorySegment of(INDArray array) {
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    return MemorySegment.ofAddress(array.data().address()).reinterpret(4 * array.length());
  }

  /** To be written; tells other devices that their copy is old. */
  static MemorySegment written(INDArray array) {
    MemorySegment memory = of(array);
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    return memory;
  }

  static void write(float[] values, INDArray array) {
    MemorySegment.copy(values, 0, written(array), JAVA_FLOAT, 0, values.length);
  }

  static void fill(INDArray array, float value) {
    MemorySegment memory = written(array);
    for (long i = 0; i < array.length(); i++) memory.setAtIndex(JAVA_FLOAT, i, value);
  }

  static void add(MemorySegment from, MemorySegment to) {
    for (long i = 0; i < to.byteSize() / 4; i++)
      to.setAtIndex(JAVA_FLOAT, i, to.getAtIndex(JAVA_FLOAT, i) + from.getAtIndex(JAVA_FLOAT, i));
  }
}
