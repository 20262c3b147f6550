package org.denselab.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.StoredTensor.DataType;
import org.denselab.weights.TensorSource;

/** Tensors of another source, rounded to halves. */
public record HalfSource(TensorSource source, DataType type) implements TensorSource {
  @Override
  public Set<String> names() {
    return source.names();
  }

  @Override
  public StoredTensor tensor(String name) {
    StoredTensor tensor = source.tensor(name);
    if (tensor.type() != DataType.F32) return tensor;
    MemorySegment wide = Arena.ofAuto().allocate(4 * tensor.elements());
    tensor.copyTo(wide);
    MemorySegment half = Arena.ofAuto().allocate(2 * tensor.elements(), 64);
    for (long i = 0; i < tensor.elements(); i++)
      half.setAtIndex(JAVA_SHORT, i, rounded(wide.getAtIndex(JAVA_FLOAT, i)));
    return new StoredTensor(name, type, tensor.shape(), half);
  }

  private short rounded(float value) {
    if (type == DataType.F16) return Float.floatToFloat16(value);
    int bits = Float.floatToIntBits(value);
    return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
  }

  @Override
  public void close() {
    source.close();
  }
}
