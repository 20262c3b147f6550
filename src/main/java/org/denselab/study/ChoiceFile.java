package org.denselab.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.AtomicFiles;

/**
 * What a choice on dev leaves: what there was to choose from, and what was.
 *
 * @param among what the candidates differ in, such as {@code train.lr}
 * @param by the metric that chose, {@code mean} where several tasks have their own
 * @param values of the candidates; NaN where there is none
 * @param chosen number of a candidate, from 0
 * @param diverged why a candidate was out of the race, by its name; empty where none was
 */
public record ChoiceFile(
    String among,
    String by,
    List<String> candidates,
    List<Double> values,
    int chosen,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> diverged) {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String NAME = "choice.json";

  public ChoiceFile {
    diverged =
        diverged == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(diverged));
  }

  /** The value that decided. */
  public double value() {
    return values.get(chosen);
  }

  /** Reads it from a stage's folder. */
  public static ChoiceFile read(Path folder) throws IOException {
    return JSON.readValue(folder.resolve(NAME).toFile(), ChoiceFile.class);
  }

  public void write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(NAME), JSON.writeValueAsString(this));
  }
}
