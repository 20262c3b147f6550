package org.denselab.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.graph.Parameter;
import org.denselab.weights.SafetensorsFile;
import org.denselab.weights.SafetensorsWriter;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.StoredTensor.DataType;
import org.denselab.weights.TensorSource;

/**
 * The state of a run on disk, beside its weights: {@code optimizer.safetensors} with the moments,
 * and {@code state.json} with step, data cursor and losses.
 */
public final class Checkpoint {
  static final String OPTIMIZER = "optimizer.safetensors";
  static final String STATE = "state.json";
  private static final String FIRST = "first.";
  private static final String SECOND = "second.";
  private static final String OWN = "own.";

  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private Checkpoint() {}

  /**
   * What {@code state.json} holds.
   *
   * @param settings of the run, horizon included: another run cannot go on from here
   */
  private record Saved(
      int step,
      Cursor cursor,
      double effectiveNegatives,
      long masked,
      String settings,
      List<Double> losses) {}

  /**
   * Writes the state into a folder that holds, or will hold, the weights of the same step. Each
   * file is whole or absent; publish the folder as one for both to be.
   */
  public static void write(Path folder, TrainSettings settings, TrainState state)
      throws IOException {
    var tensors = new ArrayList<StoredTensor>();
    for (var slot : state.optimizer().slots().values()) {
      Parameter p = slot.parameter();
      tensors.add(stored(FIRST + p.name(), p, slot.first()));
      tensors.add(stored(SECOND + p.name(), p, slot.second()));
    }
    for (Parameter p : state.own()) tensors.add(stored(OWN + p.name(), p, p.values()));
    SafetensorsWriter.write(folder.resolve(OPTIMIZER), tensors, Map.of());
    var saved =
        new Saved(
            state.step(),
            state.cursor(),
            state.effectiveNegatives(),
            state.masked(),
            settings.toString(),
            Arrays.stream(state.losses()).boxed().toList());
    AtomicFiles.write(
        folder.resolve(STATE),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(saved) + "\n");
  }

  private static StoredTensor stored(String name, Parameter p, MemorySegment values) {
    return new StoredTensor(name, DataType.F32, p.shape(), values);
  }

  /**
   * Takes a trainer, whose program has the weights of the folder already, to where the state was
   * written: what follows is what would have followed. A state that is refused leaves the trainer
   * as it was.
   *
   * @throws BadInput when the state is of another run, or damaged
   */
  public static void resume(Path folder, TrainSettings settings, Trainer trainer)
      throws IOException {
    Saved saved = read(folder.resolve(STATE));
    if (!saved.settings().equals(settings.toString()))
      throw new BadInput(
          folder + " was trained with " + saved.settings() + "; it cannot go on with " + settings);
    if (saved.step() > settings.steps() || saved.losses().size() != saved.step())
      throw new BadInput(
          "%s contradicts itself: step %d of %d, %d losses"
              .formatted(folder, saved.step(), settings.steps(), saved.losses().size()));
    TrainState fresh = trainer.state();
    try (var tensors = SafetensorsFile.open(folder.resolve(OPTIMIZER))) {
      Map<StoredTensor, MemorySegment> fill = new LinkedHashMap<>();
      for (var slot : fresh.optimizer().slots().values()) {
        Parameter p = slot.parameter();
        fill.put(matching(tensors, FIRST + p.name(), p), slot.first());
        fill.put(matching(tensors, SECOND + p.name(), p), slot.second());
      }
      for (Parameter p : fresh.own()) fill.put(matching(tensors, OWN + p.name(), p), p.values());
      seek(folder, saved, fresh, trainer);
      fill.forEach((stored, values) -> values.copyFrom(stored.bytes()));
    }
  }

  /**
   * As {@link #resume}, from where a shorter run ended whose rate stays as it is: the trainer's run
   * is longer.
   *
   * @param settings as the shorter run's, of any length
   */
  public static void goOn(Path folder, TrainSettings settings, Trainer trainer) throws IOException {
    resume(folder, settings.endingAt(read(folder.resolve(STATE)).step()), trainer);
  }

  private static void seek(Path folder, Saved saved, TrainState fresh, Trainer trainer) {
    try {
      trainer.resume(
          new TrainState(
              saved.step(),
              saved.cursor(),
              saved.losses().stream().mapToDouble(loss -> loss).toArray(),
              saved.effectiveNegatives(),
              saved.masked(),
              fresh.optimizer(),
              fresh.own()));
    } catch (IllegalArgumentException e) {
      throw new BadInput(folder + " is of other data: " + e.getMessage(), e);
    }
  }

  private static Saved read(Path file) throws IOException {
    if (!Files.isRegularFile(file))
      throw new BadInput(file + ": there is no such file; training cannot go on from this folder");
    try {
      return JSON.readValue(file.toFile(), Saved.class);
    } catch (JacksonException e) {
      throw new BadInput(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The stored values of a parameter.
   *
   * @throws BadInput when there are none, or of another shape
   */
  static StoredTensor matching(TensorSource tensors, String name, Parameter p) {
    StoredTensor tensor = tensors.tensor(name);
    if (tensor.type() != DataType.F32 || !Arrays.equals(tensor.shape(), p.shape()))
      throw new BadInput(tensors.origin() + ": " + name + " has not the shape of its parameter");
    return tensor;
  }
}
