package org.denselab.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.graph.Parameter;

/**
 * The encoder of queries and that of passages: one model for both, or two towers. Two towers lie in
 * the folders {@link #QUERY} and {@link #PASSAGE} of a checkpoint, each a model of its own. Closing
 * it closes them.
 */
public record Encoders(Model query, Model passage) implements AutoCloseable {
  public static final String QUERY = "query";
  public static final String PASSAGE = "passage";

  public Encoders {
    if (query.width() != passage.width())
      throw new BadInput(
          "queries are embedded in %d numbers and passages in %d; give both towers the same project"
              .formatted(query.width(), passage.width()));
  }

  /** One encoder for both sides. */
  public static Encoders shared(Model model) {
    return new Encoders(model, model);
  }

  /** Two encoders, read from the folders of two models. */
  public static Encoders read(Path query, Path passage) throws IOException {
    Model first = ModelFolder.read(query);
    Model second = null;
    try {
      second = ModelFolder.read(passage);
      return new Encoders(first, second);
    } catch (IOException | RuntimeException e) {
      first.close();
      if (second != null) second.close();
      throw e;
    }
  }

  /** Whether a folder holds two towers rather than one model. */
  public static boolean areIn(Path folder) {
    return Files.isRegularFile(folder.resolve(QUERY).resolve(About.FILE))
        && Files.isRegularFile(folder.resolve(PASSAGE).resolve(About.FILE));
  }

  /**
   * The templates that a model, or two towers, were trained with, without the weights.
   *
   * @throws BadInput when the folder is neither
   */
  public static Templates templates(Path folder) throws IOException {
    if (!areIn(folder)) return ModelFolder.templates(folder);
    return new Templates(
        ModelFolder.templates(folder.resolve(QUERY)).query(),
        ModelFolder.templates(folder.resolve(PASSAGE)).passage());
  }

  public boolean isShared() {
    return query == passage;
  }

  /** The model, or both. */
  public List<Model> models() {
    return isShared() ? List.of(query) : List.of(query, passage);
  }

  /** Takes over what trains from the same encoders at another step of their training. */
  public void takeTrained(Encoders from) {
    for (int i = 0; i < models().size(); i++) {
      var other = from.models().get(i).program();
      for (Parameter p : models().get(i).program().parameters())
        if (p.trainable()) p.values().copyFrom(other.parameter(p.name()).values());
    }
  }

  /** The same, read through other templates: a tower knows that of its side alone. */
  public Encoders with(Templates texts) {
    if (isShared()) return shared(query.with(texts.query(), texts.passage()));
    return new Encoders(
        query.with(texts.query(), texts.query()), passage.with(texts.passage(), texts.passage()));
  }

  /** Writes the model, or a folder of each tower within the folder. */
  public void write(Path folder) throws IOException {
    write(folder, Map.of());
  }

  /** As {@link #write(Path)}, saying how it was made. */
  public void write(Path folder, Map<String, String> made) throws IOException {
    if (isShared()) {
      ModelFolder.write(folder, query, made);
      return;
    }
    AtomicFiles.folder(folder);
    ModelFolder.write(folder.resolve(QUERY), query, made);
    ModelFolder.write(folder.resolve(PASSAGE), passage, made);
  }

  @Override
  public void close() {
    models().forEach(Model::close);
  }
}
