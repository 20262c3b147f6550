package org.denselab.engine.samediff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory that operations of one pass take turns in. Passes of other shapes start over with the same
 * buffers, so that what is held is what the largest pass needs, give or take.
 */
final class BufferPool implements AutoCloseable {
  private final List<DataBuffer> all = new ArrayList<>();
  private final TreeMap<Long, List<DataBuffer>> free = new TreeMap<>();

  /** Declares every buffer free, before a pass of another shape is laid out. */
  void startOver() {
    free.clear();
    all.forEach(this::give);
  }

  /** The smallest free buffer that holds so many fp32 elements, or a new one. */
  DataBuffer take(long elements) {
    for (Map.Entry<Long, List<DataBuffer>> size : free.tailMap(elements).entrySet())
      if (!size.getValue().isEmpty()) return size.getValue().removeLast();
    DataBuffer buffer = Nd4j.createBuffer(DataType.FLOAT, elements, false);
    all.add(buffer);
    return buffer;
  }

  void give(DataBuffer buffer) {
    free.computeIfAbsent(buffer.length(), _ -> new ArrayList<>()).add(buffer);
  }

  @Override
  public void close() {
    all.forEach(DataBuffer::close);
    all.clear();
    free.clear();
  }
}
