package org.denselab.engine.plan.openblas;

import java.util.List;
import java.util.Locale;
import org.denselab.engine.plan.product.NativeFiles;

/** OpenBLAS as a whole. */
public final class OpenBlas {
  private static final boolean MAC = System.getProperty("os.name").startsWith("Mac");

  static final NativeFiles FILES =
      new NativeFiles(
          "/org/bytedeco/openblas/" + platform() + "/",
          MAC ? "libopenblas.0.dylib" : "libopenblas.so.0",
          MAC
              ? List.of("libgcc_s.1.dylib", "libquadmath.0.dylib", "libgfortran.4.dylib")
              : List.of(
                  "libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.4", "libgfortran.so.5"));

  private OpenBlas() {}

  /** Whether there is a build of OpenBLAS for this platform; loads nothing. */
  public static boolean available() {
    return FILES.exist();
  }

  /** The platform as JavaCPP spells it. */
  private static String platform() {
    String system = MAC ? "macosx" : System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor =
        switch (System.getProperty("os.arch")) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "arm64";
          case String other -> other;
        };
    return system + "-" + processor;
  }
}
