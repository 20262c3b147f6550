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
   * by {@link #refresh}, on other backends. Frozen halves are widened into an array of its own.
   */
  public static INDArray of(Parameter parameter) {
    if (!parameter.trainable() && parameter.isHalf()) return widened(parameter);
    if (!shared()) {
      INDArray copy = Nd4j.createUninitialized(DataType.FLOAT, parameter.shape());
      refresh(parameter, copy);
      return copy;
    }
    var pointer = new FloatPointer(new Borrowed(parameter.values()));
    var buffer = Nd4j.createBuffer(pointer, parameter.elements(), DataType.FLOAT);
    return Nd4j.create(buffer, parameter.shape());
  }

  private static INDArray widened(Parameter parameter) {
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, parameter.shape());
    long bytes = 4 * parameter.elements();
    parameter.held().copyTo(MemorySegment.ofAddress(array.data().address()).reinterpret(bytes));
    return array;
  }

  /** An array of the parameter's shape, of which there is only one element. */
  static INDArray hollow(Parameter parameter) {
    long[] shape = parameter.shape();
    return Nd4j.create(Nd4j.createBuffer(1L), shape, new long[shape.length], 0, 'c');
  }

  /** Whether an array stands for values that are still to be given. */
  public static boolean isHollow(INDArray array) {
    return array.data().length() < array.length();
  }

  /** Whether arrays share the parameters' memory, so that nothing needs a refresh. */
  public static boolean shared() {
    return "CPU".equals(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
  }

  /** Copies the parameter's present values; frozen halves have not changed. */
  public static void refresh(Parameter parameter, INDArray copy) {
    if (!parameter.trainable() && parameter.isHalf()) return;
    copy.data().setData(parameter.values().toArray(ValueLayout.JAVA_FLOAT));
  }
}
