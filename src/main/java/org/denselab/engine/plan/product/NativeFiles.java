package org.denselab.engine.plan.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.AtomicFiles;

/**
 * A shared library on the class path; it is unpacked once for all runs of a user.
 *
 * @param folder on the class path
 * @param needed files that the library may need beside it, as far as the folder has them
 */
public record NativeFiles(String folder, String library, List<String> needed) {
  public NativeFiles {
    needed = List.copyOf(needed);
  }

  /** Whether the class path has the library. */
  public boolean exist() {
    return resource(library) != null;
  }

  /**
   * Loads the library for as long as the program runs.
   *
   * @throws UncheckedIOException where its files cannot be unpacked
   */
  public SymbolLookup load() {
    try {
      return SymbolLookup.libraryLookup(unpacked(ofUser()), Arena.global());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + library + ": " + e.getMessage(), e);
    }
  }

  private static Path ofUser() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("denselab");
  }

  /** The library, whole: it is written last, and another process may unpack at the same time. */
  Path unpacked(Path cache) throws IOException {
    Path to = cache.resolve(release());
    if (!Files.exists(to.resolve(library))) {
      for (String file : needed) if (resource(file) != null) unpack(file, to);
      unpack(library, to);
    }
    return to.resolve(library);
  }

  private void unpack(String file, Path to) throws IOException {
    try (InputStream in = NativeFiles.class.getResourceAsStream(folder + file)) {
      AtomicFiles.write(to.resolve(file), in::transferTo);
    }
  }

  /** The name of the jar, which holds the release: {@code dnnl-3.11-1.5.13-linux-x86_64}. */
  private String release() {
    String path = resource(library).getPath();
    int end = path.indexOf(".jar!");
    return end < 0 ? library : path.substring(path.lastIndexOf('/', end) + 1, end);
  }

  private URL resource(String file) {
    return NativeFiles.class.getResource(folder + file);
  }
}
