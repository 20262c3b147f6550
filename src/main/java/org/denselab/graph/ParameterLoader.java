package org.denselab.graph;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.base.BadInput;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.StoredTensor.DataType;
import org.denselab.weights.TensorSource;

/** Fits stored tensors to the parameters that a program declares. */
final class ParameterLoader {
  private ParameterLoader() {}

  /**
   * @throws BadInput listing every tensor that is missing, unknown, mis-shaped or of integers
   */
  static Map<String, Parameter> load(
      List<ParameterSpec> specs, TensorSource source, Arena arena, boolean trainable) {
    check(specs, source);
    var parameters = new LinkedHashMap<String, Parameter>();
    for (ParameterSpec spec : specs) {
      MemorySegment values = arena.allocate(4 * spec.elements(), 64);
      widen(source.tensor(spec.name()), values);
      parameters.put(spec.name(), new Parameter(spec.name(), spec.shape(), values, trainable));
    }
    return parameters;
  }

  private static void check(List<ParameterSpec> specs, TensorSource source) {
    List<String> problems = new ArrayList<>();
    Set<String> left = new LinkedHashSet<>(source.names());
    for (ParameterSpec spec : specs) {
      if (!left.remove(spec.name())) {
        problems.add("missing " + spec.name() + Arrays.toString(spec.shape()));
        continue;
      }
      StoredTensor tensor = source.tensor(spec.name());
      if (!Arrays.equals(tensor.shape(), spec.shape()))
        problems.add(
            spec.name()
                + " is "
                + Arrays.toString(tensor.shape())
                + ", expected "
                + Arrays.toString(spec.shape()));
      else if (tensor.type() == DataType.I64 || tensor.type() == DataType.I32)
        problems.add(spec.name() + " holds integers");
    }
    left.forEach(name -> problems.add("unknown " + name));
    if (!problems.isEmpty())
      throw new BadInput("the weights do not fit the model: " + String.join("; ", problems));
  }

  /** Copies stored numbers of any float type to fp32. */
  static void widen(StoredTensor tensor, MemorySegment to) {
    MemorySegment from = tensor.bytes();
    long n = tensor.elements();
    switch (tensor.type()) {
      case F32 -> MemorySegment.copy(from, 0, to, 0, 4 * n);
      case F64 -> {
        for (long i = 0; i < n; i++)
          to.setAtIndex(JAVA_FLOAT, i, (float) from.getAtIndex(JAVA_DOUBLE_UNALIGNED, i));
      }
      case BF16 -> {
        for (long i = 0; i < n; i++)
          to.setAtIndex(
              JAVA_FLOAT, i, Float.intBitsToFloat(from.getAtIndex(JAVA_SHORT_UNALIGNED, i) << 16));
      }
      case F16 -> {
        for (long i = 0; i < n; i++)
          to.setAtIndex(
              JAVA_FLOAT, i, Float.float16ToFloat(from.getAtIndex(JAVA_SHORT_UNALIGNED, i)));
      }
      case I64, I32 -> throw new IllegalArgumentException(tensor.name() + " holds integers");
    }
  }
}
