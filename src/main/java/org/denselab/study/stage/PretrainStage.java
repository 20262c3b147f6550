package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.data.PretrainingText;
import org.denselab.dsl.Pretrain;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.study.Curves;
import org.denselab.study.Pace;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.train.Ahead;
import org.denselab.train.Checkpoint;
import org.denselab.train.Contrastive;
import org.denselab.train.ContrastiveSettings;
import org.denselab.train.Course;
import org.denselab.train.CropSampler;
import org.denselab.train.CropSettings;
import org.denselab.train.Frame;
import org.denselab.train.LanguageModel;
import org.denselab.train.Objective;
import org.denselab.train.Schedule;
import org.denselab.train.TextWindows;
import org.denselab.train.TrainResult;
import org.denselab.train.TrainSettings;
import org.denselab.train.Trainer;

/** A backbone trained on plain text: contrastive crops, masked tokens, or the next token. */
public final class PretrainStage {
  private static final int VERSION = 3;
  private static final int SHORTEST = 8;

  private PretrainStage() {}

  /**
   * What is trained on what.
   *
   * @param folder of HuggingFace's that the backbone was read from
   * @param heldOut text that is not trained on
   * @param part of a run that is shared
   * @param seed of batches, masks and dropout
   */
  public record Job(
      ModelAt start,
      Optional<Path> folder,
      PretrainingText text,
      Optional<PretrainingText> heldOut,
      Pretrain pretrain,
      Part part,
      long seed) {
    /** Where the model that this part goes on with lies. */
    private Path model(Stage.Workplace workplace) {
      return part.from()
          .map(stage -> workplace.folder(stage).resolve(Part.STOP))
          .orElseGet(() -> start.folder(workplace));
    }
  }

  public static Stage of(String title, Job job, Computing computing, Stage.Estimate estimate) {
    StageKey key = job.start().addTo(new StageKey("pretrain", VERSION));
    computing.addTo(key);
    key.with("text", job.text().fingerprint()).with("settings", job.pretrain());
    job.heldOut().ifPresent(held -> key.with("valid", held.fingerprint()));
    // a trunk is the same bits wherever it was interrupted to leave a shorter run
    key.with("part", job.part().getClass().getSimpleName());
    job.part().from().ifPresent(key::goingOnFrom);
    return key.with("seed", job.seed())
        .costing(estimate)
        .stage(
            title,
            (out, workplace) -> {
              try (var model = ModelFolder.read(job.model(workplace))) {
                var pretraining = new Work(title, model, job, computing, workplace, out);
                TrainResult result =
                    job.pretrain() instanceof Pretrain.Crop crop
                        ? pretraining.crop(crop)
                        : pretraining.predict();
                if (!(job.part() instanceof Part.Trunk)) ModelFolder.write(out, model);
                return left(out, result);
              }
            });
  }

  /** One run of the stage. */
  private record Work(
      String title,
      Model model,
      Job job,
      Computing computing,
      Stage.Workplace workplace,
      Path out) {
    TrainResult crop(Pretrain.Crop crop) throws IOException {
      var course = crop.course();
      var frame = frame();
      var settings = new CropSettings(course.batch(), crop.minCrop(), crop.maxCrop(), 0, job.seed);
      var sampler = new CropSampler(windows(job.text), frame, settings);
      int steps = steps(sampler.meanTokens());
      var ahead = Ahead.of(sampler, steps);
      var memory = computing.plan(model.program().outline(), Encoding.TAP, 0, true, ahead);
      try (var program = computing.compile(model.program(), Encoding.TAP, memory, ahead)) {
        var loss =
            new ContrastiveSettings(
                Encoding.TAP, crop.temperature(), memory.way().microBatch(), true, job.seed);
        return train(new Contrastive(program, sampler, loss), steps);
      }
    }

    TrainResult predict() throws IOException {
      var windows = windows(job.text);
      var heldOut = job.heldOut.map(this::windows);
      var prediction = prediction(windows);
      String tap = "hidden." + model.config().layers();
      int steps = steps(prediction.sampler().meanTokens());
      var trained = Ahead.of(prediction.sampler(), steps);
      var ahead = heldOut.map(held -> trained.and(prediction.sampler(), held)).orElse(trained);
      var memory = computing.plan(model.program().outline(), tap, prediction.own(), false, ahead);
      try (var program = computing.compile(model.program(), tap, memory, ahead);
          var head = prediction.head()) {
        var settings = new LanguageModel.Settings(tap, true, job.seed);
        var objective = new LanguageModel(program, prediction.sampler(), head, settings);
        var before =
            job.part instanceof Part.Whole
                ? heldOut.map(objective::score)
                : Optional.<LanguageModel.Score>empty();
        TrainResult result = train(objective, steps);
        boolean last = !(job.part instanceof Part.Trunk) || course().decay() == 0;
        if (heldOut.isPresent() && last)
          new HeldOut(
                  job.heldOut.get().name(),
                  before,
                  objective.score(heldOut.get()),
                  prediction.baseline(),
                  prediction.baselineLoss(windows, heldOut.get(), model.config().vocabularySize()))
              .write(out, title);
        return result;
      }
    }

    private Prediction prediction(TextWindows windows) throws IOException {
      return switch (job.pretrain) {
        case Pretrain.Crop _ -> throw new IllegalStateException("crops predict no tokens");
        case Pretrain.Mlm mlm -> Prediction.masked(model, mlm, windows, frame(), job.seed);
        case Pretrain.Clm clm ->
            Prediction.causal(model, clm, windows, frame(), job.seed, job.folder);
      };
    }

    private TrainResult train(Objective objective, int steps) throws IOException {
      var kept = Kept.in(workplace.kept());
      Course.ModelWriter writer = folder -> ModelFolder.write(folder, model);
      var settings = settings(steps);
      var run = new Course(settings, objective, model.program().parameters());
      TrainResult result = run.run(this::goOn, kept, writer, workplace.progress());
      Course.statistics(kept, out);
      if (job.part instanceof Part.Trunk)
        AtomicFiles.link(
            kept.folder().resolve(Course.checkpoint(settings.steps())), out.resolve(Part.STOP));
      return result;
    }

    /** The moments, the place in the data and the head where the trunk ended. */
    private void goOn(Trainer trainer) throws IOException {
      if (job.part.from().isPresent()) Checkpoint.goOn(job.model(workplace), trunk(1), trainer);
    }

    private TrainSettings settings(int steps) {
      var course = course();
      return switch (job.part) {
        case Part.Trunk _ -> {
          int stop = steps - course.decay();
          if (stop < 1)
            throw new BadInput(
                "a decay of %d steps leaves nothing of %d".formatted(course.decay(), steps));
          yield trunk(stop);
        }
        case Part.Branch _ ->
            settings(
                steps,
                new Schedule(
                    Schedule.Kind.CONSTANT, course.lr(), course.warmup(), steps, course.decay()));
        case Part.Whole _ ->
            settings(
                steps,
                Recipes.schedule(
                    course.schedule(), course.lr(), Math.min(course.warmup(), steps), steps));
      };
    }

    private TrainSettings trunk(int steps) {
      var schedule =
          new Schedule(Schedule.Kind.CONSTANT, course().lr(), course().warmup(), Schedule.NEVER);
      return settings(steps, schedule).endingAt(steps);
    }

    private TrainSettings settings(int steps, Schedule schedule) {
      return new TrainSettings(
          steps,
          List.of(),
          schedule,
          Recipes.optimizer(course().optimizer()),
          course().clip().orElse(0.0),
          1);
    }

    private Pretrain.Course course() {
      return job.pretrain.course();
    }

    private Frame frame() {
      return Frame.of(model.passage(), model.tokenizer());
    }

    /** Steps, or as many as the budget of tokens buys. */
    private int steps(double tokensAStep) {
      var given = course().steps();
      if (given.isPresent()) return given.get();
      return (int) Math.max(1, Math.round(course().tokens().orElseThrow().value() / tokensAStep));
    }

    private TextWindows windows(PretrainingText text) {
      int room = course().length() - frame().before().length - frame().after().length;
      try (var paragraphs = text.paragraphs()) {
        return TextWindows.of(paragraphs, model.tokenizer(), room, Math.min(SHORTEST, room));
      }
    }
  }

  static String left(Path out, TrainResult result) throws IOException {
    Curves.write(out, result.losses());
    return paced(out, result);
  }

  /** As {@link #left}, of a run whose losses another stage leaves. */
  static String paced(Path out, TrainResult result) throws IOException {
    new Pace(result.steps(), result.tokens(), result.seconds()).write(out);
    return String.format(
        Locale.ROOT,
        "%,d steps, loss %.3f to %.3f, %,.0f tokens/s",
        result.losses().length,
        result.losses()[0],
        result.losses()[result.losses().length - 1],
        result.tokensPerSecond());
  }
}
