package org.denselab.study.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.model.Encoders;
import org.denselab.model.ModelFolder;
import org.denselab.study.ChoiceFile;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/** Where a model folder lies: in the output of a stage, or where the user has it. */
public sealed interface ModelAt {
  /**
   * @param within a folder of the stage's output, empty for the output itself
   */
  record Made(Stage stage, String within) implements ModelAt {}

  /**
   * @param fingerprint SHA-256 over its files
   */
  record Given(Path folder, String fingerprint) implements ModelAt {}

  /**
   * The one of several that was chosen on dev.
   *
   * @param among in the order of the choice's candidates
   */
  record Chosen(Stage choice, List<ModelAt> among) implements ModelAt {
    public Chosen {
      among = List.copyOf(among);
    }

    @Override
    public ModelAt ofQueries() {
      return new Chosen(choice, among.stream().map(ModelAt::ofQueries).toList());
    }

    @Override
    public ModelAt ofPassages() {
      return new Chosen(choice, among.stream().map(ModelAt::ofPassages).toList());
    }

    private ModelAt in(Stage.Workplace workplace) {
      try {
        return among.get(ChoiceFile.read(workplace.folder(choice)).chosen());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Two towers; nothing that reads one folder can read both. */
  record Towers(ModelAt query, ModelAt passage) implements ModelAt {
    @Override
    public ModelAt ofQueries() {
      return query;
    }

    @Override
    public ModelAt ofPassages() {
      return passage;
    }
  }

  /** The towers that a stage wrote, or the one model. */
  static ModelAt made(Stage stage, String within, boolean towers) {
    if (!towers) return new Made(stage, within);
    return new Towers(
        new Made(stage, within + "/" + Encoders.QUERY),
        new Made(stage, within + "/" + Encoders.PASSAGE));
  }

  /** What encodes queries. */
  default ModelAt ofQueries() {
    return this;
  }

  /** What encodes passages. */
  default ModelAt ofPassages() {
    return this;
  }

  /** Makes the model part of a stage's key. */
  default StageKey addTo(StageKey key) {
    return switch (this) {
      case Made(var stage, var within) -> key.input(stage).with("within", within);
      case Given(_, var fingerprint) -> key.with("model", fingerprint);
      case Towers(var query, var passage) -> {
        query.addTo(key.with("tower", Encoders.QUERY));
        yield passage.addTo(key.with("tower", Encoders.PASSAGE));
      }
      case Chosen(var choice, var among) -> {
        key.input(choice);
        yield key.rivals(some -> among.forEach(model -> model.addTo(some)));
      }
    };
  }

  /** The folder of a single model. */
  default Path folder(Stage.Workplace workplace) {
    return switch (this) {
      case Made(var stage, var within) -> workplace.folder(stage).resolve(within);
      case Given(var folder, _) -> folder;
      case Chosen chosen -> chosen.in(workplace).folder(workplace);
      case Towers _ -> throw new IllegalStateException("two towers are in no one folder");
    };
  }

  /** Opens the model, or both towers. */
  default Encoders open(Stage.Workplace workplace) throws IOException {
    return switch (this) {
      case Towers(var query, var passage) ->
          Encoders.read(query.folder(workplace), passage.folder(workplace));
      case Chosen chosen -> chosen.in(workplace).open(workplace);
      default -> Encoders.shared(ModelFolder.read(folder(workplace)));
    };
  }
}
