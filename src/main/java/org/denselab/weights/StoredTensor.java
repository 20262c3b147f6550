package org.denselab.weights;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A tensor as a file stores it: row-major, little-endian, mapped rather than read.
 *
 * @param bytes the mapped bytes, {@code elements * type.bytes()} of them; live as long as its
 *     source
 */
@SuppressWarnings("ArrayRecordComponent") // cloned on the way in and out
public record StoredTensor(String name, DataType type, long[] shape, MemorySegment bytes) {
  public StoredTensor {
    shape = shape.clone();
    long expected = elements(shape) * type.bytes();
    if (bytes.byteSize() != expected)
      throw new IllegalArgumentException(
          "tensor "
              + name
              + " "
              + type
              + Arrays.toString(shape)
              + " needs "
              + expected
              + " bytes, has "
              + bytes.byteSize());
  }

  /** Storage types of safetensors that Denselab reads. */
  public enum DataType {
    F32(4),
    F16(2),
    BF16(2),
    F64(8),
    I64(8),
    I32(4);

    private final int bytes;

    DataType(int bytes) {
      this.bytes = bytes;
    }

    public int bytes() {
      return bytes;
    }
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  public long elements() {
    return elements(shape);
  }

  /** fp32 values in native memory or on the heap, to be written. */
  public static StoredTensor fp32(String name, long[] shape, MemorySegment values) {
    return new StoredTensor(name, DataType.F32, shape, values);
  }

  /**
   * Widens or narrows the values to fp32; halves are widened exactly.
   *
   * @param fp32 {@code 4 * elements()} bytes
   */
  public void copyTo(MemorySegment fp32) {
    if (fp32.byteSize() != 4 * elements())
      throw new IllegalArgumentException(
          name + " needs " + 4 * elements() + " bytes, the target has " + fp32.byteSize());
    Fp32.convert(type, bytes, fp32);
  }

  /**
   * Widens the elements from {@code from} on, as many as the target holds.
   *
   * @param fp32 4 bytes an element
   */
  public void copyTo(long from, MemorySegment fp32) {
    long size = type.bytes();
    Fp32.convert(type, bytes.asSlice(from * size, fp32.byteSize() / 4 * size), fp32);
  }

  private static long elements(long[] shape) {
    long n = 1;
    for (long d : shape) n = Math.multiplyExact(n, d);
    return n;
  }
}
