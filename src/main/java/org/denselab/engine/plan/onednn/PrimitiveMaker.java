package org.denselab.engine.plan.onednn;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.denselab.engine.plan.product.MatmulShape;
import org.denselab.engine.plan.product.MatmulShape.Element;
import org.denselab.engine.plan.product.MatmulShape.Strides;

/** Describes a product to oneDNN and makes its primitive; what it made on the way goes with it. */
final class PrimitiveMaker implements AutoCloseable {
  static final int SOURCE = 1;
  static final int WEIGHTS = 33;
  static final int RESULT = 17;
  static final int BIAS = 41;
  static final int SCRATCH = 80;

  private static final int USER_SCRATCH = 1;
  private static final int LINEAR = 38;
  private static final int QUERY_WEIGHTS = 131;
  private static final int QUERY_SCRATCH = 136;
  private static final int ANY = 1;

  /** The order of a packed factor is chosen for so many rows, and kept for all. */
  private static final int USUAL_ROWS = 512;

  private static final MethodHandle DESCRIBE =
      Library.function(
          "dnnl_memory_desc_create_with_strides",
          Library.POINTER,
          JAVA_INT,
          Library.POINTER,
          JAVA_INT,
          Library.POINTER);
  private static final MethodHandle DESCRIBE_ANY =
      Library.function(
          "dnnl_memory_desc_create_with_tag",
          Library.POINTER,
          JAVA_INT,
          Library.POINTER,
          JAVA_INT,
          JAVA_INT);
  private static final MethodHandle DESCRIBE_MATMUL =
      Library.function(
          "dnnl_matmul_primitive_desc_create",
          Library.POINTER,
          Library.POINTER,
          Library.POINTER,
          Library.POINTER,
          Library.POINTER,
          Library.POINTER,
          Library.POINTER);
  private static final MethodHandle MAKE =
      Library.function("dnnl_primitive_create", Library.POINTER, Library.POINTER);
  private static final MethodHandle MAKE_MEMORY =
      Library.function(
          "dnnl_memory_create", Library.POINTER, Library.POINTER, Library.POINTER, Library.POINTER);
  private static final MethodHandle MAKE_ATTRIBUTES =
      Library.function("dnnl_primitive_attr_create", Library.POINTER);
  private static final MethodHandle SET_SCRATCH =
      Library.function("dnnl_primitive_attr_set_scratchpad_mode", Library.POINTER, JAVA_INT);
  private static final MethodHandle MAKE_POST_OPS =
      Library.function("dnnl_post_ops_create", Library.POINTER);
  private static final MethodHandle APPEND_SUM =
      Library.function("dnnl_post_ops_append_sum", Library.POINTER, JAVA_FLOAT, JAVA_INT, JAVA_INT);
  private static final MethodHandle APPEND_ELTWISE =
      Library.function(
          "dnnl_post_ops_append_eltwise", Library.POINTER, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT);
  private static final MethodHandle SET_POST_OPS =
      Library.function("dnnl_primitive_attr_set_post_ops", Library.POINTER, Library.POINTER);
  private static final MethodHandle QUERY =
      Library.valueFunction("dnnl_primitive_desc_query_md", Library.POINTER, JAVA_INT, JAVA_INT);
  private static final MethodHandle SIZE =
      Library.valueFunction("dnnl_memory_desc_get_size", Library.POINTER);

  private record Handle(String destroy, long address) {}

  private final List<Handle> handles = new ArrayList<>();
  private final long a;
  private final long b;
  private final long c;
  private final long bias;
  private final long descriptor;

  PrimitiveMaker(MatmulShape s) {
    a = matrix(s.m(), s.k(), s.a(), s.types().a());
    c = matrix(s.m(), s.n(), Strides.rows(s.c()), s.types().c());
    bias = s.bias() ? matrix(1, s.n(), Strides.rows(s.n()), Element.FP32) : 0;
    long attributes = attributes(s);
    boolean packed = s.b().equals(Strides.PACKED);
    b = packed ? packed(s, attributes) : matrix(s.k(), s.n(), s.b(), s.types().b());
    descriptor = descriptor(a, b, c, attributes);
  }

  private long descriptor(long a, long b, long c, long attributes) {
    return made(
        "dnnl_matmul_primitive_desc_create",
        "dnnl_primitive_desc_destroy",
        out -> (int) DESCRIBE_MATMUL.invokeExact(out, Library.ENGINE, a, b, bias, c, attributes));
  }

  /** The description of b in the order that oneDNN likes best. */
  private long packed(MatmulShape s, long attributes) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment sizes = arena.allocateFrom(JAVA_LONG, s.k(), s.n());
      long any =
          made(
              "dnnl_memory_desc_create_with_tag",
              "dnnl_memory_desc_destroy",
              out ->
                  (int)
                      DESCRIBE_ANY.invokeExact(out, 2, sizes.address(), code(s.types().b()), ANY));
      long rows = matrix(USUAL_ROWS, s.k(), s.a(), s.types().a());
      long result = matrix(USUAL_ROWS, s.n(), Strides.rows(s.c()), s.types().c());
      return query(descriptor(rows, any, result, attributes), QUERY_WEIGHTS);
    }
  }

  /** {@code dnnl_data_type_t}. */
  private static int code(Element type) {
    return switch (type) {
      case FP16 -> 1;
      case BF16 -> 2;
      case FP32 -> 3;
    };
  }

  long matrix(int rows, int columns, Strides strides, Element type) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment sizes = arena.allocateFrom(JAVA_LONG, rows, columns);
      MemorySegment steps = arena.allocateFrom(JAVA_LONG, strides.row(), strides.column());
      return made(
          "dnnl_memory_desc_create_with_strides",
          "dnnl_memory_desc_destroy",
          out -> (int) DESCRIBE.invokeExact(out, 2, sizes.address(), code(type), steps.address()));
    }
  }

  private long attributes(MatmulShape s) {
    long attributes =
        made(
            "dnnl_primitive_attr_create",
            "dnnl_primitive_attr_destroy",
            out -> (int) MAKE_ATTRIBUTES.invokeExact(out));
    long after =
        made(
            "dnnl_post_ops_create",
            "dnnl_post_ops_destroy",
            out -> (int) MAKE_POST_OPS.invokeExact(out));
    try {
      Library.check((int) SET_SCRATCH.invokeExact(attributes, USER_SCRATCH), "scratchpad_mode");
      if (s.scale() != 1)
        Library.check((int) APPEND_ELTWISE.invokeExact(after, LINEAR, s.scale(), 0f), "eltwise");
      if (s.accumulate())
        Library.check((int) APPEND_SUM.invokeExact(after, 1f, 0, 0), "dnnl_post_ops_append_sum");
      Library.check((int) SET_POST_OPS.invokeExact(attributes, after), "set_post_ops");
    } catch (Throwable e) {
      throw Library.failed(e);
    }
    return attributes;
  }

  long made(String create, String destroy, Created call) {
    long address = Created.by(create, call);
    handles.add(new Handle(destroy, address));
    return address;
  }

  long a() {
    return a;
  }

  long b() {
    return b;
  }

  long c() {
    return c;
  }

  long bias() {
    return bias;
  }

  long scratch() {
    return query(descriptor, QUERY_SCRATCH);
  }

  private static long query(long descriptor, int what) {
    try {
      return (long) QUERY.invokeExact(descriptor, what, 0);
    } catch (Throwable e) {
      throw Library.failed(e);
    }
  }

  /** Bytes of what a description describes. */
  static long bytes(long description) {
    try {
      return (long) SIZE.invokeExact(description);
    } catch (Throwable e) {
      throw Library.failed(e);
    }
  }

  /** The caller's to destroy. */
  long primitive() {
    return Created.by("dnnl_primitive_create", out -> (int) MAKE.invokeExact(out, descriptor));
  }

  /** A memory object without an address yet; the caller's to destroy. */
  long memory(long description) {
    return Created.by(
        "dnnl_memory_create",
        out -> (int) MAKE_MEMORY.invokeExact(out, description, Library.ENGINE, 0L));
  }

  @Override
  public void close() {
    try {
      for (Handle handle : handles.reversed())
        Library.check(
            (int) Library.function(handle.destroy(), Library.POINTER).invokeExact(handle.address()),
            handle.destroy());
    } catch (Throwable e) {
      throw Library.failed(e);
    }
  }
}
