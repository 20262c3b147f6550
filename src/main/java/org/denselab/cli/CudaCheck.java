package org.denselab.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.OptionalInt;
import org.denselab.base.BadInput;

/**
 * Refuses, before anything is loaded, what ND4J's published CUDA binary cannot run: it holds
 * machine code for compute capability 3.7 to 8.6 and nothing to compile from, so Hopper (9.0) and
 * later have no code in it. 8.9 runs 8.6's.
 */
final class CudaCheck {
  private static final int OLDEST = 37;
  private static final int NEWEST_FAMILY = 8;
  private static final int MAJOR_ATTRIBUTE = 75;
  private static final int MINOR_ATTRIBUTE = 76;

  private CudaCheck() {}

  static void refuseWhatCannotRun() {
    if (CudaCheck.class.getResource("/org/nd4j/linalg/jcublas/JCublasBackend.class") == null)
      return;
    OptionalInt capability = computeCapability();
    if (capability.isEmpty())
      throw new BadInput(
          "-Pcuda needs an NVIDIA GPU and its driver (libcuda.so.1); build without -Pcuda to run on"
              + " the CPU");
    refuse(capability.getAsInt());
  }

  /**
   * @param capability ten times the compute capability, such as 86
   */
  static void refuse(int capability) {
    if (capability >= OLDEST && capability / 10 <= NEWEST_FAMILY) return;
    throw new BadInput(
        "-Pcuda: this GPU has compute capability %d.%d, and ND4J 1.0.0-M2.1's binary has code for 3.7 to 8.9 only; build without -Pcuda to run on the CPU"
            .formatted(capability / 10, capability % 10));
  }

  private static OptionalInt computeCapability() {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup cuda = SymbolLookup.libraryLookup("libcuda.so.1", arena);
      int failed = call(cuda, "cuInit", 0);
      if (failed != 0) return OptionalInt.empty();
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
      return OptionalInt.of(
          10 * attribute(cuda, value, MAJOR_ATTRIBUTE) + attribute(cuda, value, MINOR_ATTRIBUTE));
    } catch (IllegalArgumentException e) {
      return OptionalInt.empty(); // no driver library on this machine
    }
  }

  private static int attribute(SymbolLookup cuda, MemorySegment value, int attribute) {
    var handle =
        Linker.nativeLinker()
            .downcallHandle(
                cuda.findOrThrow("cuDeviceGetAttribute"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT));
    try {
      int failed = (int) handle.invokeExact(value, attribute, 0);
      if (failed != 0)
        throw new BadInput("-Pcuda: the driver answers error " + failed + " for GPU 0");
      return value.get(ValueLayout.JAVA_INT, 0);
    } catch (BadInput e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a driver call cannot throw", e);
    }
  }

  private static int call(SymbolLookup cuda, String function, int argument) {
    var handle =
        Linker.nativeLinker()
            .downcallHandle(
                cuda.findOrThrow(function),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      return (int) handle.invokeExact(argument);
    } catch (Throwable e) {
      throw new IllegalStateException("a driver call cannot throw", e);
    }
  }
}
