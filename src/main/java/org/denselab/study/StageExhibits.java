package org.denselab.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.AtomicFiles;
import org.denselab.study.result.Exhibit;

/** What a stage leaves for the report to draw, beside its output. */
public final class StageExhibits {
  static final String FILE = "exhibits.json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<List<Exhibit>> LIST = new TypeReference<>() {};

  private StageExhibits() {}

  public static void write(Path folder, List<Exhibit> exhibits) throws IOException {
    if (!exhibits.isEmpty())
      AtomicFiles.write(
          folder.resolve(FILE),
          MAPPER.writerFor(LIST).withDefaultPrettyPrinter().writeValueAsString(exhibits));
  }

  /** None where the stage left none. */
  public static List<Exhibit> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) return List.of();
    try {
      return MAPPER.readValue(Files.readString(file), LIST);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }
}
