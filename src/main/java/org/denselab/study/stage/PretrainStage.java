package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.denselab.base.Kept;
import org.denselab.data.PretrainingText;
import org.denselab.dsl.Pretrain;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.study.Curves;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.train.Ahead;
import org.denselab.train.Contrastive;
import org.denselab.train.ContrastiveSettings;
import org.denselab.train.Course;
import org.denselab.train.CropSampler;
import org.denselab.train.CropSettings;
import org.denselab.train.Frame;
import org.denselab.train.LanguageModel;
import org.denselab.train.Objective;
import org.denselab.train.TextWindows;
import org.denselab.train.TrainResult;
import org.denselab.train.TrainSettings;

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
   * @param seed of batches, masks and dropout
   */
  public record Job(
      ModelAt start,
      Optional<Path> folder,
      PretrainingText text,
      Optional<PretrainingText> heldOut,
      Pretrain pretrain,
      long seed) {}

  public static Stage of(String title, Job job, Computing computing, Stage.Estimate estimate) {
    StageKey key = job.start().addTo(new StageKey("pretrain", VERSION));
    computing.addTo(key);
    key.with("text", job.text().fingerprint()).with("settings", job.pretrain());
    job.heldOut().ifPresent(held -> key.with("valid", held.fingerprint()));
    return key.with("seed", job.seed())
        .costing(estimate)
        .stage(
            title,
            (out, workplace) -> {
              try (var model = ModelFolder.read(job.start().folder(workplace))) {
                var pretraining = new Work(title, model, job, computing, workplace, out);
                TrainResult result =
                    job.pretrain() instanceof Pretrain.Crop crop
                        ? pretraining.crop(crop)
                        : pretraining.predict();
                ModelFolder.write(out, model);
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
        var before = heldOut.map(objective::score);
        TrainResult result = train(objective, steps);
        if (before.isPresent())
          new HeldOut(
                  job.heldOut.get().name(),
                  before.get(),
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
      var course = course();
      var settings =
          new TrainSettings(
              steps,
              List.of(),
              Recipes.schedule(
                  course.schedule(), course.lr(), Math.min(course.warmup(), steps), steps),
              Recipes.optimizer(course.optimizer()),
              course.clip().orElse(0.0),
              1);
      return new Course(settings, objective, model.program().parameters())
          .run(
              Kept.in(workplace.kept()),
              folder -> ModelFolder.write(folder, model),
              workplace.progress());
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
    return String.format(
        Locale.ROOT,
        "%,d steps, loss %.3f to %.3f, %,.0f tokens/s",
        result.losses().length,
        result.losses()[0],
        result.losses()[result.losses().length - 1],
        result.tokensPerSecond());
  }
}
