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
      long epoch,
      long position,
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
            state.cursor().epoch(),
            state.cursor().position(),
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
   * written: what follows is what would have followed.
   *
   * @throws BadInput when the state is of another run, or damaged
   */
  public static void resume(Path folder, TrainSettings settings, Trainer trainer)
      throws IOException {
    Saved saved = read(folder.resolve(STATE));
    if (!saved.settings().equals(settings.toString()))
      throw new BadInput(
          folder + " was trained with " + saved.settings() + "; it cannot go on with " + settings);
    TrainState fresh = trainer.state();
    try (var tensors = SafetensorsFile.open(folder.resolve(OPTIMIZER))) {
      for (var slot : fresh.optimizer().slots().values()) {
        Parameter p = slot.parameter();
        fill(slot.first(), tensors, FIRST + p.name(), p);
        fill(slot.second(), tensors, SECOND + p.name(), p);
      }
      for (Parameter p : fresh.own()) fill(p.values(), tensors, OWN + p.name(), p);
    }
    trainer.resume(
        new TrainState(
            saved.step(),
            new Cursor(saved.epoch(), saved.position()),
            saved.losses().stream().mapToDouble(loss -> loss).toArray(),
            saved.effectiveNegatives(),
            saved.masked(),
            fresh.optimizer(),
            fresh.own()));
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

  private static void fill(MemorySegment into, TensorSource tensors, String name, Parameter p) {
    StoredTensor tensor = tensors.tensor(name);
    if (tensor.type() != DataType.F32 || !Arrays.equals(tensor.shape(), p.shape()))
      throw new BadInput(OPTIMIZER + ": " + name + " does not have the shape of its parameter");
    into.copyFrom(tensor.bytes());
  }
}
