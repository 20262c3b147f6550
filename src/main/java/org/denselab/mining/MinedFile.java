package org.denselab.mining;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;

/**
 * Mined negatives as JSON lines: first {@code {"provenance": …}}, then one line a query with its
 * negatives, empty where it has none.
 */
public final class MinedFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .build();

  private MinedFile() {}

  private record Header(Provenance provenance) {}

  private record Entry(String query, List<Mined> negatives) {}

  /** Writes a whole file or none. */
  public static void write(Path file, MinedNegatives mined) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          JSON.writeValue(out, new Header(mined.provenance()));
          for (var entry : mined.byQuery().entrySet()) {
            out.write('\n');
            JSON.writeValue(out, new Entry(entry.getKey(), entry.getValue()));
          }
          out.write('\n');
        });
  }

  /**
   * Reads a mined file.
   *
   * @throws BadInput where the file is missing, does not begin with its provenance, or a line is
   *     malformed
   */
  public static MinedNegatives read(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Provenance provenance = header(file, lines.readLine());
      var byQuery = new LinkedHashMap<String, List<Mined>>();
      int number = 1;
      for (String line; (line = lines.readLine()) != null; ) {
        Entry entry = parse(file, ++number, line, Entry.class, "a query with its negatives");
        if (byQuery.put(entry.query, entry.negatives) != null)
          throw new BadInput(file + ":" + number + ": query " + entry.query + " occurs twice");
      }
      if (byQuery.size() != provenance.counts().queries())
        throw new BadInput(
            "%s: has %d queries where its provenance counts %d: the file is not whole"
                .formatted(file, byQuery.size(), provenance.counts().queries()));
      return new MinedNegatives(provenance, byQuery);
    } catch (NoSuchFileException e) {
      throw new BadInput(file + ": no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Provenance header(Path file, String line) {
    String expected = "its provenance; mine it again";
    if (line == null) throw new BadInput(file + ":1: the file is empty, expected " + expected);
    Provenance provenance = parse(file, 1, line, Header.class, expected).provenance;
    if (provenance == null || provenance.rules() == null || provenance.counts() == null)
      throw new BadInput(file + ":1: expected " + expected);
    return provenance;
  }

  private static <T> T parse(Path file, int number, String line, Class<T> type, String expected) {
    try {
      return JSON.readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new BadInput(
          "%s:%d: expected %s (%s)".formatted(file, number, expected, e.getOriginalMessage()), e);
    }
  }
}
