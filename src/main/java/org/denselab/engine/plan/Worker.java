package org.denselab.engine.plan;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.denselab.engine.plan.onednn.Packer;
import org.denselab.engine.plan.product.Product;
import org.denselab.engine.plan.product.SmallProduct;

/** What a thread of the pool has for itself: products made for their shapes, and scratch. */
final class Worker implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private static final int BLOCKS = 5;

  private final int number;
  private final ProductLibrary library;
  private final SmallProduct small;
  private final Arena own = Arena.ofConfined();
  private final long blocks = own.allocate(4L * BLOCKS * Operand.BLOCK, ALIGNMENT).address();
  private Product[][] products = new Product[0][];
  private Packer[] packers = new Packer[0];
  private float[] factors = new float[0];
  private Arena arena;
  private MemorySegment scratch = MemorySegment.NULL;

  /** On the thread that will use it. */
  Worker(int number, ProductLibrary library) {
    this.number = number;
    this.library = library;
    library.useOneThread();
    small = library.small();
  }

  /** From 0. */
  int number() {
    return number;
  }

  /** Products of shapes that change. */
  SmallProduct small() {
    return small;
  }

  /** Multiplies; makes the product's code where this thread has not met the shape. */
  void multiply(ProductFamily family, int rows, long a, long b, long c, long bias) {
    product(family, rows).run(a, b, c, bias, scratch.address());
  }

  /**
   * Copies a weight into the order that a family's products like best.
   *
   * @param plain the family of the same products over the weight as it is
   */
  void pack(ProductFamily plain, long weight, long packed) {
    if (packers.length <= plain.id()) packers = Arrays.copyOf(packers, plain.id() + 1);
    if (packers[plain.id()] == null) packers[plain.id()] = library.packer(plain.template());
    packers[plain.id()].run(weight, packed);
  }

  private Product product(ProductFamily family, int rows) {
    int member = family.member(rows);
    if (family.id() < products.length
        && products[family.id()] != null
        && products[family.id()][member] != null) return products[family.id()][member];
    return make(family, rows, member);
  }

  private Product make(ProductFamily family, int rows, int member) {
    if (products.length <= family.id()) products = Arrays.copyOf(products, family.id() + 1);
    if (products[family.id()] == null) products[family.id()] = new Product[family.members()];
    var made = library.product(family.shape(rows));
    products[family.id()][member] = made;
    if (made.scratchBytes() > scratch.byteSize()) {
      if (arena != null) arena.close();
      arena = Arena.ofConfined();
      scratch = arena.allocate(made.scratchBytes(), ALIGNMENT);
    }
    return made;
  }

  /**
   * Scratch for {@link Operand#BLOCK} floats.
   *
   * @param slot from 0 to 2
   */
  long block(int slot) {
    return blocks + 4L * slot * Operand.BLOCK;
  }

  /** Heap memory for at least so many factors of dropout. */
  float[] factors(int count) {
    if (factors.length < count) factors = new float[count];
    return factors;
  }

  @Override
  public void close() {
    for (Product[] family : products)
      if (family != null) for (Product product : family) if (product != null) product.close();
    for (Packer packer : packers) if (packer != null) packer.close();
    if (arena != null) arena.close();
    own.close();
  }
}
