package org.denselab.engine.plan.onednn;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The library, loaded on first use, with its engine for the CPU and a stream of that. */
final class Library {
  /** A pointer as a number: passing one makes no object. */
  static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;

  private static final int CPU = 1;
  private static final int IN_ORDER = 1;

  /** {@code dnnl_cpu_isa_avx512_core_bf16}: every later set of instructions has these bits. */
  private static final int AVX512_BF16 = 0xe7;

  private static final SymbolLookup SYMBOLS = OneDnn.FILES.load();
  private static final MethodHandle SET_THREADS =
      Linker.nativeLinker()
          .downcallHandle(
              // found among the library's dependencies: there may be other copies of OpenMP
              SYMBOLS.findOrThrow("omp_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT));

  static final long ENGINE = newEngine();
  static final long STREAM = newStream();

  private Library() {}

  static void useOneThread() {
    try {
      SET_THREADS.invokeExact(1);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Whether oneDNN dispatches to AVX-512's or AMX's products of bf16. */
  static boolean hasBf16() {
    try {
      int isa = (int) function("dnnl_get_effective_cpu_isa").invokeExact();
      return (isa & AVX512_BF16) == AVX512_BF16;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static long newEngine() {
    var create =
        function("dnnl_engine_create", POINTER, JAVA_INT, ValueLayout.JAVA_LONG /* index */);
    return Created.by("dnnl_engine_create", out -> (int) create.invokeExact(out, CPU, 0L));
  }

  private static long newStream() {
    var create = function("dnnl_stream_create", POINTER, POINTER, JAVA_INT);
    return Created.by("dnnl_stream_create", out -> (int) create.invokeExact(out, ENGINE, IN_ORDER));
  }

  /** A function that returns a status. */
  static MethodHandle function(String name, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(SYMBOLS.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }

  /** As {@link #function}, for one that returns at once: the JVM does not wait for it. */
  static MethodHandle quickFunction(String name, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(
            SYMBOLS.findOrThrow(name),
            FunctionDescriptor.of(JAVA_INT, arguments),
            Linker.Option.critical(false));
  }

  /** As {@link #function}, for one that returns a pointer or a size. */
  static MethodHandle valueFunction(String name, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(SYMBOLS.findOrThrow(name), FunctionDescriptor.of(POINTER, arguments));
  }

  static void check(int status, String function) {
    if (status != 0) throw new IllegalStateException(function + " failed with status " + status);
  }

  static RuntimeException failed(Throwable cause) {
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
