package org.denselab.engine.plan;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.denselab.engine.plan.kernel.Half;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.engine.plan.kernel.Sums;
import org.denselab.engine.plan.product.MatmulShape.Element;
import org.denselab.graph.Outline;
import org.denselab.graph.Parameter;

/**
 * The values of a parameter, where and as they lie. What trains is fp32.
 *
 * @param memory stays alive as long as this is reachable
 */
record Numbers(Element type, MemorySegment memory) {
  private static final int STRETCH = 1 << 16;

  /** Of a program that will not run: as large, and nowhere. */
  static Numbers of(Outline.Slot slot) {
    boolean half = !slot.trainable() && slot.bytes() < 4 * slot.elements();
    return nowhere(half ? Element.BF16 : Element.FP32, slot.elements());
  }

  private static Numbers nowhere(Element type, long elements) {
    return new Numbers(type, MemorySegment.NULL.reinterpret(type.bytes() * elements));
  }

  static Numbers of(Parameter p) {
    if (p.trainable() || !p.isHalf()) return new Numbers(Element.FP32, p.values());
    Element type =
        switch (p.held().type()) {
          case BF16 -> Element.BF16;
          case F16 -> Element.FP16;
          default -> throw new IllegalStateException(p.name() + " is " + p.held().type());
        };
    return new Numbers(type, p.held().bytes());
  }

  long address() {
    return memory.address();
  }

  private int elements() {
    return Math.toIntExact(memory.byteSize() / type.bytes());
  }

  /** Puts elements at the address, or adds them. */
  void put(long from, long fp32, boolean add, int count) {
    long at = address() + type.bytes() * from;
    switch (type) {
      case FP32 -> {
        if (add) Sums.add(at, fp32, fp32, count);
        else Lanes.copy(at, fp32, count);
      }
      case BF16 -> Half.widen(at, fp32, add, count);
      case FP16 -> Half.widenFp16(at, fp32, add, count);
    }
  }

  /** The same values in this type, in memory of their own where they are of another. */
  Numbers as(Element wanted) {
    if (type == wanted) return this;
    if (address() == 0) return nowhere(wanted, elements());
    MemorySegment copy = Arena.ofAuto().allocate((long) wanted.bytes() * elements(), 64);
    try (var arena = Arena.ofConfined()) {
      long scratch = arena.allocate(4L * STRETCH, 64).address();
      for (int from = 0; from < elements(); from += STRETCH) {
        int count = Math.min(STRETCH, elements() - from);
        put(from, scratch, false, count);
        long to = copy.address() + (long) wanted.bytes() * from;
        switch (wanted) {
          case FP32 -> Lanes.copy(scratch, to, count);
          case BF16 -> Half.narrow(scratch, to, count);
          case FP16 -> throw new IllegalArgumentException("fp16 is for storage");
        }
      }
    }
    return new Numbers(wanted, copy);
  }
}
