package org.denselab.backbone;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.denselab.base.BadInput;
import org.denselab.base.Seeds;
import org.denselab.graph.ParameterSpec;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.TensorSource;

/**
 * Tensors drawn from a seed, each from its own stream. They live until this is closed, outside the
 * heap, which would keep the room that a whole backbone took.
 */
final class InitialWeights implements TensorSource {
  private final Map<String, ParameterSpec> specs = new LinkedHashMap<>();
  private final ToDoubleFunction<String> range;
  private final long seed;
  private final Arena arena = Arena.ofShared();

  /**
   * @param range standard deviation of a normal parameter, by name
   */
  InitialWeights(List<ParameterSpec> specs, ToDoubleFunction<String> range, long seed) {
    specs.forEach(spec -> this.specs.put(spec.name(), spec));
    this.range = range;
    this.seed = seed;
  }

  @Override
  public Set<String> names() {
    return specs.keySet();
  }

  @Override
  public StoredTensor tensor(String name) {
    ParameterSpec spec = specs.get(name);
    if (spec == null) throw new BadInput("no tensor " + name + " among the initial weights");
    MemorySegment values = arena.allocate(ValueLayout.JAVA_FLOAT, spec.elements());
    switch (spec.initial()) {
      case NORMAL -> {
        SplittableRandom random = Seeds.stream(seed, "initial " + name);
        double deviation = range.applyAsDouble(name);
        for (long i = 0; i < spec.elements(); i++)
          values.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (deviation * random.nextGaussian()));
      }
      case ZEROS -> {}
      case ONES -> {
        for (long i = 0; i < spec.elements(); i++) values.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
      }
    }
    return new StoredTensor(name, StoredTensor.DataType.F32, spec.shape(), values);
  }

  @Override
  public void close() {
    arena.close();
  }
}
