package org.denselab.study;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Native memory that the process asked for and holds, at most while a piece of work runs. Asked of
 * glibc's allocator, as resident memory also tells how much heap the collector left lying about.
 */
final class NativeMemory implements AutoCloseable {
  private static final long LOOK_EVERY_MILLIS = 20;
  private static final StructLayout MALLINFO2 =
      MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG));
  private static final int MAPPED = 4; // hblkhd
  private static final int IN_USE = 7; // uordblks
  private static final Optional<MethodHandle> ASK = ask();

  private final long start = held();
  private final Thread watch;
  private volatile long most = start;
  private volatile boolean over;

  /** Watches from now on. */
  NativeMemory() {
    watch = Thread.ofPlatform().daemon().name("native memory").unstarted(this::watch);
    if (ASK.isPresent()) watch.start();
  }

  /** The most so far above what was held at the start; 0 where nobody knows. */
  long bytes() {
    most = Math.max(most, held());
    return most - start;
  }

  private void watch() {
    try {
      while (!over) {
        Thread.sleep(LOOK_EVERY_MILLIS);
        most = Math.max(most, held());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over = true;
  }

  private static long held() {
    if (ASK.isEmpty()) return 0;
    try (Arena arena = Arena.ofConfined()) {
      var info = (MemorySegment) ASK.get().invokeExact((SegmentAllocator) arena);
      return info.getAtIndex(ValueLayout.JAVA_LONG, MAPPED)
          + info.getAtIndex(ValueLayout.JAVA_LONG, IN_USE);
    } catch (Throwable e) {
      throw new IllegalStateException("mallinfo2 cannot fail", e);
    }
  }

  private static Optional<MethodHandle> ask() {
    var linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("mallinfo2")
        .map(function -> linker.downcallHandle(function, FunctionDescriptor.of(MALLINFO2)));
  }
}
