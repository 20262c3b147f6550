package org.denselab.engine.plan;

import org.denselab.engine.plan.product.MatmulShape.Element;

/**
 * A weight {@code [height, width]} in row-major memory, as products read it.
 *
 * @param numbers where it lies, if it lies where it is kept
 * @param copy the place of a bf16 copy that is made in each pass; else null
 */
record Weight(Numbers numbers, Buffer copy, int height, int width) {
  Element type() {
    return copy == null ? numbers.type() : Element.BF16;
  }

  long address(Frame frame) {
    return copy == null ? numbers.address() : frame.address(copy);
  }
}
