package org.denselab.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;

/** A folder with study files and the project's own library. */
record Workbench(Path folder, Map<String, String> environment) {
  /** The smallest study that is whole. */
  static final String SMALL =
      """
      study: small
      tasks:
        - {name: search, data: atlas/search, metric: nDCG@10}
      evaluate: {retrievers: [bm25]}
      """;

  /** The smallest study that trains. */
  static final String DENSE =
      """
      study: dense
      backbone: {preset: bert-2x128}
      tuning: {kind: full}
      tasks:
        - {name: search, data: atlas/search, metric: nDCG@10}
      """;

  static Workbench in(Path folder) {
    return new Workbench(folder, Map.of());
  }

  ResolvedStudy load(String yaml, String set) {
    return loader().load(write("study.yaml", yaml), set);
  }

  ResolvedStudy load(String yaml) {
    return load(yaml, "");
  }

  /** The one cell of a study. */
  Study only(String yaml) {
    return load(yaml).cells().getFirst().study();
  }

  /** Every problem of a study, without the folder. */
  List<String> problems(String yaml, String set) {
    try {
      load(yaml, set);
      return List.of();
    } catch (BadInput e) {
      return e.getMessage().replace(folder + "/", "").lines().toList();
    }
  }

  List<String> problems(String yaml) {
    return problems(yaml, "");
  }

  StudyLoader loader() {
    Path own = folder.resolve("dsl");
    return new StudyLoader(Files.isDirectory(own) ? own : Path.of("dsl"), environment);
  }

  /** Writes a file; once there is one under {@code dsl/}, that folder is the library. */
  Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
