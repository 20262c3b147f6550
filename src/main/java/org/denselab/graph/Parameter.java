package org.denselab.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.StoredTensor.DataType;

/**
 * A named weight of a {@code Program}, under its HuggingFace name. Its values live here, row-major
 * in native memory: engines compute from this memory and optimizers update it in place. Halves stay
 * as their file stores them, until {@link #values} is asked for: what trains or is changed is fp32.
 */
public final class Parameter {
  private final String name;
  private final long[] shape;
  private final Arena arena;
  private StoredTensor held;
  private boolean trainable;
  private boolean table;

  /**
   * @param values fp32, {@code 4 * elements} bytes of native memory
   */
  public Parameter(String name, long[] shape, MemorySegment values, boolean trainable) {
    this.name = name;
    this.shape = shape.clone();
    this.trainable = trainable;
    arena = null;
    if (values.byteSize() != 4 * elements())
      throw new IllegalArgumentException(
          name
              + Arrays.toString(shape)
              + " needs "
              + 4 * elements()
              + " bytes, has "
              + values.byteSize());
    held = StoredTensor.fp32(name, shape, values);
  }

  private Parameter(StoredTensor stored, Arena arena) {
    name = stored.name();
    shape = stored.shape();
    this.arena = arena;
    held = stored;
    trainable = true;
  }

  /**
   * Values that stay bf16 or fp16 for as long as nobody wants to change them.
   *
   * @param stored native memory that lives as long as it is reachable
   * @param arena gives the memory of the fp32 values, should they be wanted
   */
  static Parameter half(StoredTensor stored, Arena arena) {
    if (stored.type() != DataType.BF16 && stored.type() != DataType.F16)
      throw new IllegalArgumentException(stored.name() + " is " + stored.type());
    return new Parameter(stored, arena);
  }

  public String name() {
    return name;
  }

  public long[] shape() {
    return shape.clone();
  }

  public long elements() {
    long n = 1;
    for (long d : shape) n *= d;
    return n;
  }

  /**
   * fp32 values, row-major, native; a write here is seen by the next forward pass of every engine.
   * Halves are widened for good.
   */
  public MemorySegment values() {
    if (isHalf()) {
      MemorySegment values = arena.allocate(4 * elements(), 64);
      held.copyTo(values);
      held = StoredTensor.fp32(name, shape, values);
    }
    return held.bytes();
  }

  /** Copies the values as fp32; halves stay halves. */
  public void copyTo(MemorySegment fp32) {
    held.copyTo(fp32);
  }

  /** The values as they are held at present: fp32, bf16 or fp16. */
  public StoredTensor held() {
    return held;
  }

  /** Whether the values are held in two bytes each. */
  public boolean isHalf() {
    return held.type() != DataType.F32;
  }

  public boolean trainable() {
    return trainable;
  }

  /**
   * The same parameter by another name: what two programs that train together need, whose names are
   * the same. Values are shared; a parameter that trains is widened first.
   */
  public Parameter named(String other) {
    if (trainable) values();
    var twin =
        new Parameter(new StoredTensor(other, held.type(), held.shape(), held.bytes()), arena);
    twin.trainable = trainable;
    twin.table = table;
    return twin;
  }

  /** Whether rows are looked up by number, so that most have no gradient in a step. */
  public boolean isTable() {
    return table;
  }

  /** As {@link #isTable}; only {@code Program} says so. */
  void becomeTable() {
    table = true;
  }

  /** Only {@code Program} changes this, together with its graph. */
  void trainable(boolean trainable) {
    this.trainable = trainable;
  }
}
