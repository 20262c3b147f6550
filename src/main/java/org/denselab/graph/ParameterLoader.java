package org.denselab.graph;

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
  private static final int SHOWN = 6;

  private ParameterLoader() {}

  /**
   * @throws BadInput listing every tensor that is missing, unknown, mis-shaped or of integers
   */
  static Map<String, Parameter> load(List<ParameterSpec> specs, TensorSource source, Arena arena) {
    check(specs, source);
    var parameters = new LinkedHashMap<String, Parameter>();
    for (ParameterSpec spec : specs) {
      parameters.put(spec.name(), parameter(source.tensor(spec.name()), arena));
    }
    return parameters;
  }

  private static Parameter parameter(StoredTensor tensor, Arena arena) {
    if (tensor.type() == DataType.BF16 || tensor.type() == DataType.F16)
      return Parameter.half(inNativeMemory(tensor, arena), arena);
    MemorySegment values = arena.allocate(4 * tensor.elements(), 64);
    tensor.copyTo(values);
    return new Parameter(tensor.name(), tensor.shape(), values, true);
  }

  /** Mapped files are used where they lie. */
  private static StoredTensor inNativeMemory(StoredTensor tensor, Arena arena) {
    if (tensor.bytes().isNative()) return tensor;
    MemorySegment bytes = arena.allocate(tensor.bytes().byteSize(), 64).copyFrom(tensor.bytes());
    return new StoredTensor(tensor.name(), tensor.type(), tensor.shape(), bytes);
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
    if (problems.isEmpty()) return;
    int shown = Math.min(SHOWN, problems.size());
    throw new BadInput(
        source.origin()
            + ": does not fit the model: "
            + String.join("; ", problems.subList(0, shown))
            + (shown < problems.size() ? "; and " + (problems.size() - shown) + " more" : ""));
  }
}
