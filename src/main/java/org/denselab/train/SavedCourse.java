package org.denselab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.graph.Parameter;
import org.denselab.model.WeightsDigest;
import org.denselab.weights.SafetensorsFile;
import org.denselab.weights.SafetensorsWriter;
import org.denselab.weights.StoredTensor;

/**
 * What a run leaves in its folder: the checkpoints reached, and the newest state, {@code state-N}:
 * the trainable weights with a {@link Checkpoint}, and a list of all files with their checksums.
 * Frozen weights are not saved again; their digest is.
 */
final class SavedCourse implements Trainer.Listener {
  private static final Logger LOG = LogManager.getLogger();
  private static final String STATE = "state-";
  private static final String WEIGHTS = "weights.safetensors";
  private static final String WHOLE = "whole.json";

  private final Kept kept;
  private final TrainSettings settings;
  private final Collection<Parameter> parameters;
  private final Course.ModelWriter model;
  private final Map<String, Whole.Entry> checkpoints = new TreeMap<>();
  private String base;

  SavedCourse(
      Kept kept,
      TrainSettings settings,
      Collection<Parameter> parameters,
      Course.ModelWriter model) {
    this.kept = kept;
    this.settings = settings;
    this.parameters = parameters;
    this.model = model;
  }

  /** Takes the trainer to the newest state; what cannot be used is removed. */
  void resume(Trainer trainer) throws IOException {
    List<Path> states = states();
    if (states.isEmpty()) return;
    try {
      resume(trainer, states.getLast());
      LOG.info("training continues at step {} of {}", trainer.state().step(), settings.steps());
    } catch (BadInput e) {
      LOG.warn("{}; what was kept of this training is removed, it starts afresh", e.getMessage());
      checkpoints.clear();
      for (Path left : list("")) AtomicFiles.deleteTree(left);
    }
  }

  private void resume(Trainer trainer, Path state) throws IOException {
    Whole whole = Whole.read(state.resolve(WHOLE));
    whole.check(kept.folder());
    if (!whole.base().equals(base()))
      throw new BadInput(state + " was trained on other frozen weights (their SHA-256 differs)");
    int step = number(state);
    for (int reached : settings.checkpoints()) {
      var files = whole.of(Course.checkpoint(reached));
      if (reached <= step && files.isEmpty())
        throw new BadInput(state + " does not know the checkpoint of step " + reached);
      checkpoints.putAll(files);
    }
    try (var weights = SafetensorsFile.open(state.resolve(WEIGHTS))) {
      for (Parameter p : trainable()) Checkpoint.matching(weights, p.name(), p);
      Checkpoint.resume(state, settings, trainer);
      for (Parameter p : trainable()) p.values().copyFrom(weights.tensor(p.name()).bytes());
    }
  }

  @Override
  public void reached(int step, TrainState state) throws IOException {
    Path folder = kept.folder().resolve(Course.checkpoint(step));
    publish(
        folder,
        beside -> {
          model.write(beside);
          Checkpoint.write(beside, settings, state);
        });
    checkpoints.putAll(Whole.entries(kept.folder(), folder));
  }

  @Override
  public void stepped(Supplier<TrainState> state) throws IOException {
    if (kept.due()) kept.save(() -> save(state.get()));
  }

  private void save(TrainState state) throws IOException {
    List<Path> before = states();
    Path folder = kept.folder().resolve(STATE + state.step());
    publish(
        folder,
        beside -> {
          List<StoredTensor> weights =
              trainable().stream()
                  .map(p -> StoredTensor.fp32(p.name(), p.shape(), p.values()))
                  .toList();
          SafetensorsWriter.write(beside.resolve(WEIGHTS), weights, Map.of());
          Checkpoint.write(beside, settings, state);
          var files = new TreeMap<>(checkpoints);
          Whole.entries(beside, beside)
              .forEach((name, entry) -> files.put(folder.getFileName() + "/" + name, entry));
          new Whole(base(), files).write(beside.resolve(WHOLE));
        });
    for (Path older : before) if (!older.equals(folder)) AtomicFiles.deleteTree(older);
  }

  private interface Body {
    void into(Path folder) throws IOException;
  }

  private static void publish(Path folder, Body body) throws IOException {
    Path beside = folder.resolveSibling("." + folder.getFileName() + ".part");
    AtomicFiles.deleteTree(beside);
    AtomicFiles.folder(beside);
    body.into(beside);
    AtomicFiles.publish(beside, folder);
  }

  private String base() {
    if (base == null)
      base = WeightsDigest.of(parameters.stream().filter(p -> !p.trainable()).toList());
    return base;
  }

  private List<Parameter> trainable() {
    return parameters.stream().filter(Parameter::trainable).toList();
  }

  /** The saved states, oldest first. */
  private List<Path> states() throws IOException {
    var states = new ArrayList<>(list(STATE));
    states.removeIf(path -> !path.getFileName().toString().matches(STATE + "\\d{1,9}"));
    states.sort(Comparator.comparingInt(SavedCourse::number));
    return states;
  }

  private List<Path> list(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(kept.folder())) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static int number(Path state) {
    return Integer.parseInt(state.getFileName().toString().substring(STATE.length()));
  }
}
