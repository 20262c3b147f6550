package org.denselab.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.base.Checksum;

/**
 * Which files belong to a saved state, and the weights it was trained on: read back, it tells
 * whether all of them are there and as they were written.
 *
 * @param base SHA-256 of the frozen parameters
 * @param files by path within the folder that keeps them
 */
record Whole(String base, Map<String, Entry> files) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * @param crc CRC-32C
   */
  record Entry(long bytes, long crc) {}

  /** The files of a folder within {@code root}. */
  static Map<String, Entry> entries(Path root, Path folder) throws IOException {
    var entries = new TreeMap<String, Entry>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList())
        entries.put(root.relativize(file).toString(), entry(file));
    }
    return entries;
  }

  private static Entry entry(Path file) throws IOException {
    return new Entry(Files.size(file), Checksum.of(file));
  }

  void write(Path file) throws IOException {
    AtomicFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /**
   * @throws BadInput when there is no such file, or it is damaged
   */
  static Whole read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) throw new BadInput(file + " is missing");
    try {
      return JSON.readValue(file.toFile(), Whole.class);
    } catch (JacksonException e) {
      throw new BadInput(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * @throws BadInput naming the first file that is missing or not as it was
   */
  void check(Path root) throws IOException {
    for (var entry : files.entrySet()) {
      Path file = root.resolve(entry.getKey());
      if (!Files.isRegularFile(file)) throw new BadInput(file + " is missing");
      if (!entry(file).equals(entry.getValue()))
        throw new BadInput(file + " is damaged: size or checksum do not match");
    }
  }

  /** The entries of a folder within the root. */
  Map<String, Entry> of(String folder) {
    var entries = new TreeMap<>(files);
    entries.keySet().removeIf(name -> !name.startsWith(folder + "/"));
    return entries;
  }
}
