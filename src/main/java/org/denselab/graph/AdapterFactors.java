package org.denselab.graph;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.denselab.base.BadInput;
import org.denselab.base.Seeds;
import org.denselab.weights.LoraWeights;
import org.denselab.weights.StoredTensor;

/** The two factors of one adapter, under the names that PEFT gives them. */
record AdapterFactors(Parameter a, Parameter b) {
  static String aName(String module) {
    return "base_model.model." + module + ".lora_A.weight";
  }

  static String bName(String module) {
    return "base_model.model." + module + ".lora_B.weight";
  }

  /** A from the uniform distribution over {@code +-1/sqrt(in)}, as PEFT draws it, and B zero. */
  static AdapterFactors initial(Block.Linear linear, int rank, long seed, Arena arena) {
    AdapterFactors factors = empty(linear, rank, arena);
    SplittableRandom random = Seeds.stream(seed, "lora " + linear.name());
    double bound = 1 / Math.sqrt(linear.input().width());
    for (long i = 0; i < factors.a.elements(); i++)
      factors.a.values().setAtIndex(JAVA_FLOAT, i, (float) random.nextDouble(-bound, bound));
    return factors;
  }

  /** The factors of a file. */
  static AdapterFactors stored(Block.Linear linear, LoraWeights weights, Arena arena) {
    AdapterFactors factors = empty(linear, Math.toIntExact(weights.rank()), arena);
    fill(factors.a, weights.a());
    fill(factors.b, weights.b());
    return factors;
  }

  private static void fill(Parameter parameter, StoredTensor tensor) {
    if (!Arrays.equals(parameter.shape(), tensor.shape()))
      throw new BadInput(
          tensor.name()
              + " is "
              + Arrays.toString(tensor.shape())
              + ", expected "
              + Arrays.toString(parameter.shape()));
    tensor.copyTo(parameter.values());
  }

  private static AdapterFactors empty(Block.Linear linear, int rank, Arena arena) {
    long[] aShape = {rank, linear.input().width()};
    long[] bShape = {linear.output().width(), rank};
    return new AdapterFactors(
        zeros(aName(linear.name()), aShape, arena), zeros(bName(linear.name()), bShape, arena));
  }

  private static Parameter zeros(String name, long[] shape, Arena arena) {
    MemorySegment values = arena.allocate(4 * shape[0] * shape[1], 64);
    return new Parameter(name, shape, values, true);
  }

  /** {@code weight += scale B A}, each sum in double precision, rounded once. */
  void mergeInto(Parameter weight, double scale) {
    int rank = (int) a.shape()[0];
    int in = (int) a.shape()[1];
    long out = b.shape()[0];
    var row = new double[in];
    for (long o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) row[i] = weight.values().getAtIndex(JAVA_FLOAT, o * in + i);
      for (int r = 0; r < rank; r++) {
        double factor = scale * b.values().getAtIndex(JAVA_FLOAT, o * rank + r);
        for (int i = 0; i < in; i++)
          row[i] += factor * a.values().getAtIndex(JAVA_FLOAT, (long) r * in + i);
      }
      for (int i = 0; i < in; i++)
        weight.values().setAtIndex(JAVA_FLOAT, o * in + i, (float) row[i]);
    }
  }
}
