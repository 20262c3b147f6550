package org.denselab.engine.plan.onednn;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.AtomicFiles;

/** Unpacks oneDNN's shared libraries once for all runs of a user. */
record NativeFiles(Path cache) {
  static final String LIBRARY = "libdnnl.so.3";
  private static final String FOLDER = "/org/bytedeco/dnnl/linux-x86_64/";
  private static final List<String> FILES = List.of("libgomp.so.1", LIBRARY);

  /** The folder that the user's cache holds them in. */
  static NativeFiles ofUser() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return new NativeFiles(root.resolve("denselab"));
  }

  /** Whether this platform has a build on the class path. */
  static boolean exist() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64")
        && resource(LIBRARY) != null;
  }

  /** The library, whole: it is written last, and another process may unpack at the same time. */
  Path library() throws IOException {
    Path folder = cache.resolve(release(resource(LIBRARY)));
    if (!Files.exists(folder.resolve(LIBRARY)))
      for (String file : FILES)
        try (InputStream in = NativeFiles.class.getResourceAsStream(FOLDER + file)) {
          AtomicFiles.write(folder.resolve(file), in::transferTo);
        }
    return folder.resolve(LIBRARY);
  }

  /** The name of the jar, which holds the release: {@code dnnl-3.11-1.5.13-linux-x86_64}. */
  private static String release(URL resource) {
    String path = resource.getPath();
    int end = path.indexOf(".jar!");
    return end < 0 ? "dnnl" : path.substring(path.lastIndexOf('/', end) + 1, end);
  }

  private static URL resource(String file) {
    return NativeFiles.class.getResource(FOLDER + file);
  }
}
