package org.denselab.engine.samediff;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.BaseNDArray;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays of earlier passes, kept by exact shape for the next. Unlike SameDiff's own cache it gives
 * every array row-major order (mixed orders make element-wise operations many times slower), takes
 * results back too, and bounds what shapes of past batches hold on to.
 */
final class StepMemory extends AbstractMemoryMgr {
  private record Key(DataType type, String shape) {}

  private final Map<Key, ArrayDeque<INDArray>> free = new HashMap<>();
  private final long limit = Pointer.maxBytes() / 4;
  private long bytes;

  /** Call between passes when the batch's shape changes. */
  void shapeChanges() {
    if (bytes > limit) close();
  }

  @Override
  public INDArray allocate(boolean detached, DataType type, long... shape) {
    ArrayDeque<INDArray> same = free.get(new Key(type, Arrays.toString(shape)));
    INDArray kept = same == null ? null : same.pollFirst();
    if (kept == null) return Nd4j.createUninitializedDetached(type, shape);
    bytes -= size(kept);
    ((BaseNDArray) kept).assignNewId(); // the session tells arrays apart by id
    return kept;
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
    return descriptor.isEmpty()
        ? Nd4j.create(descriptor)
        : allocate(detached, descriptor.dataType(), descriptor.getShape());
  }

  @Override
  public void release(INDArray array) {
    if (array.data() == null || !array.closeable()) return;
    bytes += size(array);
    free.computeIfAbsent(
            new Key(array.dataType(), Arrays.toString(array.shape())), _ -> new ArrayDeque<>())
        .addFirst(array);
  }

  @Override
  public void close() {
    free.values().forEach(arrays -> arrays.forEach(INDArray::close));
    free.clear();
    bytes = 0;
  }

  private static long size(INDArray array) {
    return array.length() * array.dataType().width();
  }
}
