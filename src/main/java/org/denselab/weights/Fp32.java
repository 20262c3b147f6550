package org.denselab.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.denselab.weights.StoredTensor.DataType;

/** Stored values as fp32. Files may leave tensors unaligned, so nothing here relies on it. */
final class Fp32 {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Fp32() {}

  static void convert(DataType type, MemorySegment from, MemorySegment to) {
    long n = from.byteSize() / type.bytes();
    switch (type) {
      case F32 -> MemorySegment.copy(from, 0, to, 0, from.byteSize());
      case BF16 -> {
        // bf16 is the upper half of an fp32
        for (long i = 0; i < n; i++) to.setAtIndex(INT, i, from.getAtIndex(SHORT, i) << 16);
      }
      case F16 -> {
        for (long i = 0; i < n; i++)
          to.setAtIndex(FLOAT, i, Float.float16ToFloat(from.getAtIndex(SHORT, i)));
      }
      case F64 -> {
        for (long i = 0; i < n; i++) to.setAtIndex(FLOAT, i, (float) from.getAtIndex(DOUBLE, i));
      }
      case I64 -> {
        for (long i = 0; i < n; i++) to.setAtIndex(FLOAT, i, (float) from.getAtIndex(LONG, i));
      }
      case I32 -> {
        for (long i = 0; i < n; i++) to.setAtIndex(FLOAT, i, (float) from.getAtIndex(INT, i));
      }
    }
  }
}
