package org.denselab.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.denselab.backbone.Backbones;
import org.denselab.base.Progress;
import org.denselab.engine.Engine;
import org.denselab.engine.Executable;
import org.denselab.engine.Request;
import org.denselab.graph.Lora;
import org.denselab.graph.Program;
import org.denselab.train.Contrastive;
import org.denselab.train.ContrastiveSettings;
import org.denselab.train.OptimizerSettings;
import org.denselab.train.Schedule;
import org.denselab.train.TrainSettings;
import org.denselab.train.TrainState;
import org.denselab.train.Trainer;

/** An arm at work: training as studies do it, or forward passes. */
final class Workload implements AutoCloseable {
  static final String TAP = "embedding";
  private static final double TEMPERATURE = 0.02;
  private static final double RATE = 2e-5;
  private static final int RANK = 16;

  /** As the peers have it: scale 1, beside what makes queries, keys and values and reads them. */
  static final Lora LORA = new Lora(RANK, RANK, 0, List.of("attention"), 1);

  private final Arm arm;
  private final int steps;
  private final Program program;
  private final Batches batches;
  private final Executable executable;
  private final long workspaceBytes;

  Workload(Arm arm, Settings settings, Engine engine) throws IOException {
    this.arm = arm;
    steps = settings.mostWarmup() + settings.steps();
    batches = Batches.of(arm, settings);
    var shape = arm.shape();
    try (var weights = Backbones.initial(shape.config(), shape.head(), 1)) {
      program = Backbones.build(shape.config(), shape.head(), weights, 1);
    }
    if (arm.job() == Job.TRAIN_LORA) program.lora(LORA);
    executable =
        engine.compile(
            program, arm.job().trains() ? Request.training(TAP) : Request.inference(TAP));
    workspaceBytes = executable.reserve(given()).orElse(0);
  }

  /** Does steps as long as the gate lets it. */
  void run(Gate gate) throws IOException {
    if (arm.job().trains()) train(gate);
    else while (gate.next()) executable.forward(batches.sequences(arm.job() == Job.FORWARD));
  }

  private void train(Gate gate) throws IOException {
    var settings =
        new TrainSettings(
            steps,
            List.of(),
            new Schedule(Schedule.Kind.CONSTANT, RATE, 0, steps),
            OptimizerSettings.ADAMW,
            0,
            1);
    var loss =
        new Contrastive(
            executable, batches, new ContrastiveSettings(TAP, TEMPERATURE, 0, false, 1));
    if (!gate.next()) return;
    try (var trainer = new Trainer(settings, loss, program.parameters())) {
      trainer.run(Progress.SILENT, new Steps(gate));
    } catch (Enough e) {
      // the trainer would go on to the last of its steps
    }
  }

  /** No further step is wanted. */
  private static final class Enough extends IOException {
    private static final long serialVersionUID = 1;
  }

  private record Steps(Gate gate) implements Trainer.Listener {
    @Override
    public void reached(int step, TrainState state) {}

    @Override
    public void stepped(Supplier<TrainState> state) throws IOException {
      if (!gate.next()) throw new Enough();
    }
  }

  Program program() {
    return program;
  }

  /** Tokens of text in a step. */
  double tokens() {
    return batches.tokens(arm.job() != Job.ENCODE);
  }

  /** Operations of a step's products. */
  double flops() {
    return Flops.of(program, arm.job().trains(), given());
  }

  private List<int[]> given() {
    return batches.given(arm.job() != Job.ENCODE);
  }

  /** As the engine reserves them for activations; 0 where it takes memory as it goes. */
  long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void close() {
    executable.close();
    program.close();
  }
}
