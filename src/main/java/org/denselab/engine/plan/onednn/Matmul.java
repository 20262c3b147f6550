package org.denselab.engine.plan.onednn;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.denselab.engine.plan.product.MatmulShape;
import org.denselab.engine.plan.product.Product;

/** A product's code. The thread that makes it must have called {@link OneDnn#useOneThread}. */
public final class Matmul implements Product {
  static final MethodHandle EXECUTE =
      Library.function(
          "dnnl_primitive_execute", Library.POINTER, Library.POINTER, JAVA_INT, Library.POINTER);
  static final MethodHandle SET_ADDRESS =
      Library.quickFunction("dnnl_memory_set_data_handle", Library.POINTER, Library.POINTER);
  static final MethodHandle DESTROY = Library.function("dnnl_primitive_destroy", Library.POINTER);
  static final MethodHandle DESTROY_MEMORY =
      Library.function("dnnl_memory_destroy", Library.POINTER);

  static final int ARGUMENT_BYTES = 16;

  private final Arena arena = Arena.ofConfined();
  private final long primitive;
  private final long scratchBytes;
  private final long a;
  private final long b;
  private final long c;
  private final long bias;
  private final long scratch;
  private final int arguments;
  private final long argumentsAddress;

  public Matmul(MatmulShape shape) {
    MemorySegment list = arena.allocate(5 * ARGUMENT_BYTES, 8);
    try (var made = new PrimitiveMaker(shape)) {
      primitive = made.primitive();
      scratchBytes = PrimitiveMaker.bytes(made.scratch());
      a = made.memory(made.a());
      b = made.memory(made.b());
      c = made.memory(made.c());
      bias = shape.bias() ? made.memory(made.bias()) : 0;
      scratch = made.memory(made.scratch());
    }
    int n = 0;
    argument(list, n++, PrimitiveMaker.SOURCE, a);
    argument(list, n++, PrimitiveMaker.WEIGHTS, b);
    argument(list, n++, PrimitiveMaker.RESULT, c);
    argument(list, n++, PrimitiveMaker.SCRATCH, scratch);
    if (bias != 0) argument(list, n++, PrimitiveMaker.BIAS, bias);
    arguments = n;
    argumentsAddress = list.address();
  }

  static void argument(MemorySegment list, int i, int kind, long memory) {
    list.set(JAVA_INT, (long) i * ARGUMENT_BYTES, kind);
    list.set(Library.POINTER, (long) i * ARGUMENT_BYTES + 8, memory);
  }

  @Override
  public long scratchBytes() {
    return scratchBytes;
  }

  @Override
  public void run(
      long aAddress, long bAddress, long cAddress, long biasAddress, long scratchAddress) {
    try {
      Library.check((int) SET_ADDRESS.invokeExact(a, aAddress), "a");
      Library.check((int) SET_ADDRESS.invokeExact(b, bAddress), "b");
      Library.check((int) SET_ADDRESS.invokeExact(c, cAddress), "c");
      Library.check((int) SET_ADDRESS.invokeExact(scratch, scratchAddress), "scratch");
      if (bias != 0) Library.check((int) SET_ADDRESS.invokeExact(bias, biasAddress), "bias");
      int status =
          (int) EXECUTE.invokeExact(primitive, Library.STREAM, arguments, argumentsAddress);
      Library.check(status, "dnnl_primitive_execute");
    } catch (Throwable e) {
      throw Library.failed(e);
    }
  }

  @Override
  public void close() {
    try {
      for (long memory : new long[] {a, b, c, scratch, bias})
        if (memory != 0)
          Library.check((int) DESTROY_MEMORY.invokeExact(memory), "dnnl_memory_destroy");
      Library.check((int) DESTROY.invokeExact(primitive), "dnnl_primitive_destroy");
    } catch (Throwable e) {
      throw Library.failed(e);
    } finally {
      arena.close();
    }
  }
}
