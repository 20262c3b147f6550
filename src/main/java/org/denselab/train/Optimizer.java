package org.denselab.train;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.denselab.engine.Gradients;
import org.denselab.graph.Parameter;

/**
 * Adam and AdamW over the trainable parameters of a program, in place. Moments live in native
 * memory, and are part of a checkpoint together with {@link #steps()}: bias correction depends on
 * it.
 */
public final class Optimizer implements AutoCloseable {
  private static final long STRETCH = 1 << 14;

  private final Arena arena = Arena.ofShared();
  private final OptimizerSettings settings;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private long steps;

  /** A parameter with its running means of gradient and squared gradient, fp32. */
  public record Slot(Parameter parameter, MemorySegment first, MemorySegment second) {}

  public Optimizer(OptimizerSettings settings, Iterable<Parameter> parameters) {
    this.settings = settings;
    for (Parameter p : parameters)
      if (p.trainable())
        slots.put(p.name(), new Slot(p, moments(p.elements()), moments(p.elements())));
    if (slots.isEmpty()) throw new IllegalArgumentException("nothing is trainable");
  }

  private MemorySegment moments(long elements) {
    return arena.allocate(4 * elements, 64);
  }

  /** Moves each parameter by its gradient times {@code scale}, at this rate. */
  public void step(Gradients gradients, double rate, double scale) {
    steps++;
    for (Slot slot : slots.values()) {
      AdamKernel kernel = kernel(slot.parameter(), rate, scale);
      MemorySegment values = slot.parameter().values();
      MemorySegment gradient = gradients.of(slot.parameter().name());
      boolean sparse = sparse(slot.parameter());
      long width = sparse ? together(slot.parameter()) : 1;
      long stretch = Math.max(1, STRETCH / width) * width;
      long elements = slot.parameter().elements();
      int stretches = Math.toIntExact((elements + stretch - 1) / stretch);
      var range = IntStream.range(0, stretches);
      (stretches > 4 ? range.parallel() : range)
          .forEach(
              i -> {
                long end = Math.min(elements, (i + 1) * stretch);
                long step = sparse ? width : stretch;
                for (long from = i * stretch; from < end; from += step) {
                  long to = Math.min(end, from + step);
                  if (!sparse || anyIn(gradient, from, to))
                    kernel.apply(values, gradient, slot.first(), slot.second(), from, to);
                }
              });
    }
  }

  private boolean sparse(Parameter parameter) {
    return settings.sparseRows() && parameter.isTable();
  }

  /** How many elements stay as they are unless one of them has a gradient. */
  long together(Parameter parameter) {
    return sparse(parameter) ? parameter.elements() / parameter.shape()[0] : parameter.elements();
  }

  /** Whether a step by this gradient touches these elements. */
  boolean steps(Parameter parameter, MemorySegment gradient, long from, long to) {
    return !sparse(parameter) || anyIn(gradient, from, to);
  }

  /** Whether an element is not 0. */
  private static boolean anyIn(MemorySegment gradient, long from, long to) {
    for (long i = from; i < to; i++)
      if (gradient.getAtIndex(ValueLayout.JAVA_FLOAT, i) != 0) return true;
    return false;
  }

  /** As of the newest step. */
  AdamKernel kernel(Parameter parameter, double rate, double scale) {
    boolean decays = settings.decayBiasAndNorm() || parameter.shape().length > 1;
    double decay = decays ? settings.weightDecay() : 0;
    boolean decoupled = settings.kind() == OptimizerSettings.Kind.ADAMW;
    return new AdamKernel(
        (float) scale,
        decoupled ? 0 : (float) decay,
        decoupled ? (float) (1 - rate * decay) : 1,
        (float) settings.beta1(),
        (float) settings.beta2(),
        (float) (rate / (1 - Math.pow(settings.beta1(), (double) steps))),
        (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), (double) steps))),
        (float) settings.epsilon());
  }

  /** How many steps were made; the bias corrections follow from it. */
  public long steps() {
    return steps;
  }

  /** Continues from a saved state, once the slots' moments have been filled. */
  public void resumeAt(long steps) {
    this.steps = steps;
  }

  /** The parameters with their moments, by parameter name, in program order. */
  public Map<String, Slot> slots() {
    return Collections.unmodifiableMap(slots);
  }

  /** Native memory of the moments, bytes. */
  public long bytes() {
    return slots.values().stream().mapToLong(s -> 2 * s.first().byteSize()).sum();
  }

  @Override
  public void close() {
    arena.close();
  }
}
