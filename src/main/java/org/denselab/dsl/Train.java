package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** The training loop. */
public record Train(
    @Default("300") @Range(min = 1) @Doc("optimizer steps a task") int steps,
    @Default("[\"${train.steps}\"]")
        @Range(min = 1)
        @Size(min = 1)
        @Doc("steps at which a checkpoint is kept, on one schedule; select says which is evaluated")
        List<Integer> checkpoints,
    @Default("32") @Range(min = 1) @Doc("queries a batch") int batch,
    @Default("1") @Range(min = 1) @Doc("batches a step, whose gradients are averaged")
        int accumulate,
    @Default("{kind: infonce}") @Doc("what is minimised") Loss loss,
    @Default("0.02") @Range(above = 0) @Doc("infonce, and a teacher: scores are divided by it")
        double temperature,
    @Default("3.0e-4") @Range(above = 0) @Doc("highest learning rate") double lr,
    @Default("0") @Range(min = 0) @Doc("steps over which the rate rises from 0") int warmup,
    @Default("linear") @Doc("how the rate falls afterwards") Schedule schedule,
    @Default("{kind: adamw}") @Doc("how parameters follow their gradients") Optimizer optimizer,
    @Default("1.0") @Range(above = 0) @Doc("largest global gradient norm, or none")
        Optional<Double> clip,
    @Default("true") @Doc("whether the backbone's dropout is active in fine-tuning")
        boolean dropout,
    @Default("32") @Range(min = 4) @Doc("longest query in tokens, where a task says nothing")
        int queryLength,
    @Default("128") @Range(min = 4) @Doc("longest passage in tokens, where a task says nothing")
        int passageLength)
    implements Checked {
  public Train {
    checkpoints = List.copyOf(checkpoints);
  }

  @Override
  public void check(Findings at) {
    for (int i = 0; i < checkpoints.size(); i++) {
      if (checkpoints.get(i) > steps)
        at.problem(
            "checkpoints." + i,
            "a checkpoint at step " + checkpoints.get(i) + " of train.steps " + steps);
      if (i > 0 && checkpoints.get(i) < checkpoints.get(i - 1))
        at.problem("checkpoints." + i, "train.checkpoints must rise");
    }
    if (warmup > steps)
      at.problem("warmup", "train.warmup " + warmup + " is more than train.steps " + steps);
  }

  /** How the learning rate falls after warm-up. */
  public enum Schedule {
    @Doc("to 0 at the last step, on a line")
    LINEAR,
    @Doc("not at all")
    CONSTANT
  }
}
