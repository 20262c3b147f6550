package org.denselab.engine.plan.onednn;

/** oneDNN as a whole. */
public final class OneDnn {
  private OneDnn() {}

  /** Whether there is a build of oneDNN for this platform; loads nothing. */
  public static boolean available() {
    return NativeFiles.exist();
  }

  /**
   * Whether the processor has instructions that multiply bf16; loads the library. The system
   * property {@code denselab.bf16} set to false says that it has none.
   */
  public static boolean multipliesBf16() {
    return !"false".equals(System.getProperty("denselab.bf16")) && Library.hasBf16();
  }

  /**
   * Makes the calling thread do its products alone, whatever OpenMP's default. Loads the library.
   *
   * @throws java.io.UncheckedIOException where its files cannot be unpacked
   */
  public static void useOneThread() {
    Library.useOneThread();
  }
}
