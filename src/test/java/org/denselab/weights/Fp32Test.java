package org.denselab.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.denselab.weights.StoredTensor.DataType;
import org.junit.jupiter.api.Test;

class Fp32Test {
  /** Every 16-bit pattern against the definition of IEEE 754 half precision. */
  @Test
  void widensEveryHalfExactly() {
    float[] widened = convert(DataType.F16, MemorySegment.ofArray(allPatterns()), 65536);
    for (int bits = 0; bits < 65536; bits++) {
      int exponent = bits >> 10 & 31;
      int fraction = bits & 1023;
      double magnitude =
          switch (exponent) {
            case 0 -> fraction * 0x1p-24;
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> (1024 + fraction) * Math.pow(2, exponent - 25);
          };
      double expected = bits >> 15 == 0 ? magnitude : -magnitude;
      assertThat((Float) widened[bits]).as("bits %x", bits).isEqualTo((Float) (float) expected);
    }
  }

  @Test
  void widensEveryBfloatBitForBit() {
    float[] widened = convert(DataType.BF16, MemorySegment.ofArray(allPatterns()), 65536);
    for (int bits = 0; bits < 65536; bits++)
      assertThat(Float.floatToRawIntBits(widened[bits])).isEqualTo(bits << 16);
  }

  @Test
  void convertsWideTypes() {
    assertThat(convert(DataType.F32, MemorySegment.ofArray(new float[] {-0f, Float.MIN_VALUE}), 2))
        .containsExactly(-0f, Float.MIN_VALUE);
    assertThat(convert(DataType.F64, MemorySegment.ofArray(new double[] {1.1, 1e300}), 2))
        .containsExactly(1.1f, Float.POSITIVE_INFINITY);
    assertThat(convert(DataType.I64, MemorySegment.ofArray(new long[] {-7, 1L << 40}), 2))
        .containsExactly(-7f, 0x1p40f);
    assertThat(convert(DataType.I32, MemorySegment.ofArray(new int[] {-7, 511}), 2))
        .containsExactly(-7f, 511f);
  }

  @Test
  void readsHalfPrecisionCheckpoints() throws IOException {
    for (String type : new String[] {"bf16", "fp16"}) {
      try (var full = ModelFiles.open(Goldens.folder("llama_gqa"));
          var half = ModelFiles.open(Goldens.folder("llama_gqa_half/" + type))) {
        for (String name : full.names()) {
          float[] exact = values(full.tensor(name));
          float[] near = values(half.tensor(name));
          float unit = type.equals("bf16") ? 0x1p-8f : 0x1p-11f;
          for (int i = 0; i < exact.length; i++)
            assertThat(Math.abs(exact[i] - near[i]))
                .as("%s %s[%d]", type, name, i)
                .isLessThanOrEqualTo(unit * Math.abs(exact[i]) + 0x1p-25f);
        }
      }
    }
  }

  private static short[] allPatterns() {
    short[] bits = new short[65536];
    for (int i = 0; i < bits.length; i++) bits[i] = (short) i;
    return bits;
  }

  private static float[] convert(DataType type, MemorySegment bytes, long elements) {
    return values(new StoredTensor("t", type, new long[] {elements}, bytes));
  }

  private static float[] values(StoredTensor tensor) {
    float[] values = new float[(int) tensor.elements()];
    tensor.copyTo(MemorySegment.ofArray(values));
    return values;
  }
}
