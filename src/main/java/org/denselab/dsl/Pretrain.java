package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Inline;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** Training on text before fine-tuning. */
@ChosenBy("objective")
public sealed interface Pretrain {
  /** What all objectives need. */
  Course course();

  /** The same, another course. */
  Pretrain with(Course other);

  /** Text that is not trained on, for objectives that predict tokens. */
  default Optional<String> heldOut() {
    return Optional.empty();
  }

  /** Two crops of a text find each other among other texts (Contriever, Izacard et al. 2022). */
  @Named("crop")
  @Doc("two crops of a text find each other among other texts (Izacard et al. 2022)")
  record Crop(
      @Inline Course course,
      @Default("0.05") @Range(above = 0) @Doc("temperature of the contrastive loss")
          double temperature,
      @Default("0.1") @Range(above = 0, max = 1) @Doc("shortest crop, as a share of the text")
          double minCrop,
      @Default("0.5") @Range(above = 0, max = 1) @Doc("longest crop, as a share of the text")
          double maxCrop)
      implements Pretrain, Checked {
    @Override
    public Pretrain with(Course other) {
      return new Crop(other, temperature, minCrop, maxCrop);
    }

    @Override
    public void check(Findings at) {
      if (minCrop > maxCrop)
        at.problem("min_crop", "min_crop " + minCrop + " is more than max_crop " + maxCrop);
    }
  }

  /** Masked tokens are predicted (BERT, Devlin et al. 2019). */
  @Named("mlm")
  @Doc("masked tokens are predicted (Devlin et al. 2019)")
  record Mlm(
      @Inline Course course,
      @Default("0.15") @Range(above = 0, below = 1) @Doc("share of the tokens that is masked")
          double maskProbability,
      @Default("none")
          @Doc("held-out text: its loss before and after, beside the entropy of single tokens")
          Optional<String> valid)
      implements Pretrain, Checked {
    @Override
    public Pretrain with(Course other) {
      return new Mlm(other, maskProbability, valid);
    }

    @Override
    public Optional<String> heldOut() {
      return valid;
    }

    @Override
    public void check(Findings at) {
      apart(at, course, valid);
    }
  }

  /** Each token is predicted from those before it (Radford et al. 2018). */
  @Named("clm")
  @Doc("each token is predicted from those before it (Radford et al. 2018); for decoders")
  record Clm(
      @Inline Course course,
      @Default("true")
          @Doc("predicts with the word embeddings; false: with a matrix of its own, a folder's own")
          boolean tieWordEmbeddings,
      @Default("none")
          @Doc("held-out text: its perplexity before and after, beside an interpolated bigram's")
          Optional<String> valid)
      implements Pretrain, Checked {
    @Override
    public Pretrain with(Course other) {
      return new Clm(other, tieWordEmbeddings, valid);
    }

    @Override
    public Optional<String> heldOut() {
      return valid;
    }

    @Override
    public void check(Findings at) {
      apart(at, course, valid);
    }
  }

  private static void apart(Checked.Findings at, Course course, Optional<String> valid) {
    if (valid.isPresent() && valid.get().equals(course.text()))
      at.problem("valid", "valid is the text that is trained on: give another file");
  }

  /** How long and on what. */
  record Course(
      @Doc("atlas/text, or a file or folder of text") String text,
      @Default("none") @Range(min = 1) @Doc("optimizer steps; this or tokens")
          Optional<Integer> steps,
      @Default("none") @Doc("tokens to read, such as 4M; this or steps") Optional<Count> tokens,
      @Default("64") @Range(min = 1) @Doc("texts a batch") int batch,
      @Default("128") @Range(min = 8) @Doc("longest text in tokens") int length,
      @Default("5.0e-4") @Range(above = 0) @Doc("highest learning rate") double lr,
      @Default("0") @Range(min = 0) @Doc("steps over which the rate rises from 0") int warmup,
      @Default("linear")
          @Doc("how the rate falls afterwards; constant: lengths in a sweep share one run")
          Train.Schedule schedule,
      @Default("0")
          @Range(min = 0)
          @Doc("last steps, in which a constant rate falls to 0; each length has its own")
          int decay,
      @Default("{kind: adamw}") @Doc("how parameters follow their gradients") Optimizer optimizer,
      @Default("1.0") @Range(above = 0) @Doc("largest global gradient norm, or none")
          Optional<Double> clip,
      @Default("[1]")
          @Range(min = 0)
          @Doc("one for a backbone that all seeds share, or one for each of the study's seeds")
          @Size(min = 1)
          List<Long> seeds,
      @Default("false") @Doc("allows text of a collection that the study tests on")
          boolean transductive)
      implements Checked {
    public Course {
      seeds = List.copyOf(seeds);
    }

    /** The same run of another length. */
    public Course lasting(Optional<Integer> otherSteps, Optional<Count> otherTokens) {
      return new Course(
          text,
          otherSteps,
          otherTokens,
          batch,
          length,
          lr,
          warmup,
          schedule,
          decay,
          optimizer,
          clip,
          seeds,
          transductive);
    }

    @Override
    public void check(Findings at) {
      if (decay > 0 && schedule != Train.Schedule.CONSTANT)
        at.problem("decay", "nothing reads decay: schedule is linear, write schedule: constant");
      if (steps.isPresent() && decay > 0 && warmup + decay > steps.get())
        at.problem(
            "decay",
            "warmup %d and decay %d are more than steps %d".formatted(warmup, decay, steps.get()));
      if (steps.isPresent() == tokens.isPresent())
        at.problem(
            steps.isPresent() ? "steps" : "",
            steps.isPresent()
                ? "only one of steps and tokens can be given"
                : "\"steps\" or \"tokens\" is missing in backbone.pretrain");
      if (steps.isPresent() && warmup > steps.get())
        at.problem("warmup", "warmup " + warmup + " is more than steps " + steps.get());
    }
  }
}
