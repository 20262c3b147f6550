package org.denselab.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parameter memory as ND4J arrays. */
public final class NativeArrays {
  /** A javacpp pointer to memory that somebody else owns. */
  private static final class Borrowed extends Pointer {
    Borrowed(MemorySegment memory) {
      address = memory.address();
      limit = memory.byteSize();
      capacity = limit;
    }
  }

  private NativeArrays() {}

  /**
   * An array over the parameter's own memory where computation is on the CPU; a copy, to be renewed
   * by {@link #refresh}, on other backends.
   */
  static INDArray of(Parameter parameter) {
    if (!shared()) {
      INDArray copy = Nd4j.createUninitialized(DataType.FLOAT, parameter.shape());
      refresh(parameter, copy);
      return copy;
    }
    var pointer = new FloatPointer(new Borrowed(parameter.values()));
    var buffer = Nd4j.createBuffer(pointer, parameter.elements(), DataType.FLOAT);
    return Nd4j.create(buffer, parameter.shape());
  }

  /** Whether arrays share the parameters' memory, so that nothing needs a refresh. */
  public static boolean shared() {
    return "CPU".equals(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
  }

  /** Copies the parameter's present values. */
  public static void refresh(Parameter parameter, INDArray copy) {
    copy.data().setData(parameter.values().toArray(ValueLayout.JAVA_FLOAT));
  }
}
