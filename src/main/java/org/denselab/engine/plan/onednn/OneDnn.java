package org.denselab.engine.plan.onednn;

import java.util.List;
import org.denselab.engine.plan.product.NativeFiles;

/** oneDNN as a whole. */
public final class OneDnn {
  static final NativeFiles FILES =
      new NativeFiles("/org/bytedeco/dnnl/linux-x86_64/", "libdnnl.so.3", List.of("libgomp.so.1"));

  private OneDnn() {}

  /** Whether there is a build of oneDNN for this platform; loads nothing. */
  public static boolean available() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64")
        && FILES.exist();
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
