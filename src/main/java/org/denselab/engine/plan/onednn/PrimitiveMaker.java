package org.denselab.engine.plan.onednn;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** Describes a product to oneDNN and makes its primitive; what it made on the way goes with it. */
final class PrimitiveMaker implements AutoCloseable {
  static final int SOURCE = 1;
  static final int WEIGHTS = 33;
  static final int RESULT = 17;
  static final int BIAS = 41;
  static final int SCRATCH = 80;

  private static final int FP32 = 3;
  private static final int USER_SCRATCH = 1;
  private static final int LINEAR = 38;
  private static final int QUERY_SCRATCH = 136;

  private static final MethodHandle DESCRIBE =
      OneDnn.function(
          "dnnl_memory_desc_create_with_strides",
          OneDnn.POINTER,
          JAVA_INT,
          OneDnn.POINTER,
          JAVA_INT,
          OneDnn.POINTER);
  private static final MethodHandle DESCRIBE_MATMUL =
      OneDnn.function(
          "dnnl_matmul_primitive_desc_create",
          OneDnn.POINTER,
          OneDnn.POINTER,
          OneDnn.POINTER,
          OneDnn.POINTER,
          OneDnn.POINTER,
          OneDnn.POINTER,
          OneDnn.POINTER);
  private static final MethodHandle MAKE =
      OneDnn.function("dnnl_primitive_create", OneDnn.POINTER, OneDnn.POINTER);
  private static final MethodHandle MAKE_MEMORY =
      OneDnn.function(
          "dnnl_memory_create", OneDnn.POINTER, OneDnn.POINTER, OneDnn.POINTER, OneDnn.POINTER);
  private static final MethodHandle MAKE_ATTRIBUTES =
      OneDnn.function("dnnl_primitive_attr_create", OneDnn.POINTER);
  private static final MethodHandle SET_SCRATCH =
      OneDnn.function("dnnl_primitive_attr_set_scratchpad_mode", OneDnn.POINTER, JAVA_INT);
  private static final MethodHandle MAKE_POST_OPS =
      OneDnn.function("dnnl_post_ops_create", OneDnn.POINTER);
  private static final MethodHandle APPEND_SUM =
      OneDnn.function("dnnl_post_ops_append_sum", OneDnn.POINTER, JAVA_FLOAT, JAVA_INT, JAVA_INT);
  private static final MethodHandle APPEND_ELTWISE =
      OneDnn.function(
          "dnnl_post_ops_append_eltwise", OneDnn.POINTER, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT);
  private static final MethodHandle SET_POST_OPS =
      OneDnn.function("dnnl_primitive_attr_set_post_ops", OneDnn.POINTER, OneDnn.POINTER);
  private static final MethodHandle QUERY =
      OneDnn.valueFunction("dnnl_primitive_desc_query_md", OneDnn.POINTER, JAVA_INT, JAVA_INT);
  private static final MethodHandle SIZE =
      OneDnn.valueFunction("dnnl_memory_desc_get_size", OneDnn.POINTER);

  private record Handle(String destroy, long address) {}

  private final List<Handle> handles = new ArrayList<>();
  private final long a;
  private final long b;
  private final long c;
  private final long bias;
  private final long descriptor;

  PrimitiveMaker(MatmulShape s) {
    a = matrix(s.m(), s.k(), s.a());
    b = matrix(s.k(), s.n(), s.b());
    c = matrix(s.m(), s.n(), MatmulShape.Strides.rows(s.c()));
    bias = s.bias() ? matrix(1, s.n(), MatmulShape.Strides.rows(s.n())) : 0;
    long attributes = attributes(s);
    descriptor =
        made(
            "dnnl_matmul_primitive_desc_create",
            "dnnl_primitive_desc_destroy",
            out ->
                (int) DESCRIBE_MATMUL.invokeExact(out, OneDnn.ENGINE, a, b, bias, c, attributes));
  }

  private long matrix(int rows, int columns, MatmulShape.Strides strides) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment sizes = arena.allocateFrom(JAVA_LONG, rows, columns);
      MemorySegment steps = arena.allocateFrom(JAVA_LONG, strides.row(), strides.column());
      return made(
          "dnnl_memory_desc_create_with_strides",
          "dnnl_memory_desc_destroy",
          out -> (int) DESCRIBE.invokeExact(out, 2, sizes.address(), FP32, steps.address()));
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
      OneDnn.check((int) SET_SCRATCH.invokeExact(attributes, USER_SCRATCH), "scratchpad_mode");
      if (s.scale() != 1)
        OneDnn.check((int) APPEND_ELTWISE.invokeExact(after, LINEAR, s.scale(), 0f), "eltwise");
      if (s.accumulate())
        OneDnn.check((int) APPEND_SUM.invokeExact(after, 1f, 0, 0), "dnnl_post_ops_append_sum");
      OneDnn.check((int) SET_POST_OPS.invokeExact(attributes, after), "set_post_ops");
    } catch (Throwable e) {
      throw OneDnn.failed(e);
    }
    return attributes;
  }

  private long made(String create, String destroy, Created call) {
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
    try {
      return (long) QUERY.invokeExact(descriptor, QUERY_SCRATCH, 0);
    } catch (Throwable e) {
      throw OneDnn.failed(e);
    }
  }

  long scratchBytes() {
    try {
      return (long) SIZE.invokeExact(scratch());
    } catch (Throwable e) {
      throw OneDnn.failed(e);
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
        out -> (int) MAKE_MEMORY.invokeExact(out, description, OneDnn.ENGINE, 0L));
  }

  @Override
  public void close() {
    try {
      for (Handle handle : handles.reversed())
        OneDnn.check(
            (int) OneDnn.function(handle.destroy(), OneDnn.POINTER).invokeExact(handle.address()),
            handle.destroy());
    } catch (Throwable e) {
      throw OneDnn.failed(e);
    }
  }
}
