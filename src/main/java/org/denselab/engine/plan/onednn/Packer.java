package org.denselab.engine.plan.onednn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.denselab.engine.plan.product.MatmulShape;

/**
 * Copies a weight into the order that products like best, so that a product of many chunks of rows
 * does not do so for each. Bound to the thread that made it, as {@link Matmul} is.
 */
public final class Packer implements AutoCloseable {
  private static final int ARGUMENTS = 2;
  private static final int BLOCK = 64;
  private static final MethodHandle DESCRIBE =
      Library.function(
          "dnnl_reorder_primitive_desc_create",
          Library.POINTER,
          Library.POINTER,
          Library.POINTER,
          Library.POINTER,
          Library.POINTER,
          Library.POINTER);
  private static final MethodHandle MAKE =
      Library.function("dnnl_primitive_create", Library.POINTER, Library.POINTER);

  private final Arena arena = Arena.ofConfined();
  private final long primitive;
  private final long from;
  private final long to;
  private final long list;

  /**
   * @param shape of the products, b lying as it comes in
   */
  public Packer(MatmulShape shape) {
    try (var made = new PrimitiveMaker(shape.packed())) {
      if (PrimitiveMaker.bytes(made.b()) > bytes(shape))
        throw new IllegalStateException("a packed factor is larger than thought: " + shape);
      long plain = made.matrix(shape.k(), shape.n(), shape.b(), shape.types().b());
      long reorder =
          made.made(
              "dnnl_reorder_primitive_desc_create",
              "dnnl_primitive_desc_destroy",
              out ->
                  (int)
                      DESCRIBE.invokeExact(
                          out, plain, Library.ENGINE, made.b(), Library.ENGINE, 0L));
      primitive = Created.by("dnnl_primitive_create", out -> (int) MAKE.invokeExact(out, reorder));
      from = made.memory(plain);
      to = made.memory(made.b());
    }
    MemorySegment arguments = arena.allocate(ARGUMENTS * Matmul.ARGUMENT_BYTES, 8);
    Matmul.argument(arguments, 0, PrimitiveMaker.SOURCE, from);
    Matmul.argument(arguments, 1, PrimitiveMaker.RESULT, to);
    list = arguments.address();
  }

  /** Bytes that surely hold b packed: rows and columns in blocks of at most 64. */
  public static long bytes(MatmulShape shape) {
    return shape.types().b().bytes() * up(shape.k()) * up(shape.n());
  }

  private static long up(int n) {
    return (n + BLOCK - 1L) / BLOCK * BLOCK;
  }

  /** Copies b at one address to the other. */
  public void run(long plain, long packed) {
    try {
      Library.check((int) Matmul.SET_ADDRESS.invokeExact(from, plain), "from");
      Library.check((int) Matmul.SET_ADDRESS.invokeExact(to, packed), "to");
      int status = (int) Matmul.EXECUTE.invokeExact(primitive, Library.STREAM, ARGUMENTS, list);
      Library.check(status, "dnnl_primitive_execute");
    } catch (Throwable e) {
      throw Library.failed(e);
    }
  }

  @Override
  public void close() {
    try {
      Library.check((int) Matmul.DESTROY_MEMORY.invokeExact(from), "dnnl_memory_destroy");
      Library.check((int) Matmul.DESTROY_MEMORY.invokeExact(to), "dnnl_memory_destroy");
      Library.check((int) Matmul.DESTROY.invokeExact(primitive), "dnnl_primitive_destroy");
    } catch (Throwable e) {
      throw Library.failed(e);
    } finally {
      arena.close();
    }
  }
}
