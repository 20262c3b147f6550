package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.denselab.base.Kept;
import org.denselab.data.PretrainingText;
import org.denselab.dsl.Pretrain;
import org.denselab.graph.Block;
import org.denselab.graph.Lookup;
import org.denselab.graph.Parameter;
import org.denselab.graph.Program;
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
import org.denselab.train.MaskSettings;
import org.denselab.train.MaskedLanguageModel;
import org.denselab.train.MaskedSampler;
import org.denselab.train.Objective;
import org.denselab.train.TextWindows;
import org.denselab.train.TrainResult;
import org.denselab.train.TrainSettings;

/** A backbone trained on plain text: contrastive crops, or masked tokens. */
public final class PretrainStage {
  private static final int VERSION = 2;
  private static final int SHORTEST = 8;

  private PretrainStage() {}

  public static Stage of(
      String title,
      ModelAt start,
      PretrainingText text,
      Pretrain pretrain,
      long seed,
      Computing computing,
      Stage.Estimate estimate) {
    StageKey key = start.addTo(new StageKey("pretrain", VERSION));
    computing.addTo(key);
    return key.with("text", text.fingerprint())
        .with("settings", pretrain)
        .with("seed", seed)
        .costing(estimate)
        .stage(
            title,
            (out, workplace) -> {
              try (var model = ModelFolder.read(start.folder(workplace))) {
                TrainResult result =
                    switch (pretrain) {
                      case Pretrain.Crop crop ->
                          crop(model, text, crop, seed, computing, workplace);
                      case Pretrain.Mlm mlm -> masked(model, text, mlm, seed, computing, workplace);
                    };
                ModelFolder.write(out, model);
                return left(out, result);
              }
            });
  }

  private static TrainResult crop(
      Model model,
      PretrainingText text,
      Pretrain.Crop crop,
      long seed,
      Computing computing,
      Stage.Workplace workplace)
      throws IOException {
    var course = crop.course();
    var frame = Frame.of(model.passage(), model.tokenizer());
    var sampler =
        new CropSampler(
            windows(model, text, course, frame),
            frame,
            new CropSettings(course.batch(), crop.minCrop(), crop.maxCrop(), 0, seed));
    int steps = steps(course, sampler.meanTokens());
    var ahead = Ahead.of(sampler, steps);
    var memory = computing.plan(model.program().outline(), Encoding.TAP, 0, true, ahead);
    try (var program = computing.compile(model.program(), Encoding.TAP, memory, ahead)) {
      var settings =
          new ContrastiveSettings(
              Encoding.TAP, crop.temperature(), memory.way().microBatch(), true, seed);
      var objective = new Contrastive(program, sampler, settings);
      return train(model, objective, course, steps, workplace);
    }
  }

  /** The table of token vectors, which the model's head shares. */
  private static Parameter words(Program program) {
    for (Block block : program.blocks())
      if (block instanceof Block.Embedding embedding)
        for (Lookup lookup : embedding.lookups())
          if (lookup.index() == Lookup.Index.TOKEN) return program.parameter(lookup.table());
    throw new IllegalStateException("the program embeds no tokens");
  }

  private static TrainResult masked(
      Model model,
      PretrainingText text,
      Pretrain.Mlm mlm,
      long seed,
      Computing computing,
      Stage.Workplace workplace)
      throws IOException {
    var course = mlm.course();
    var frame = Frame.of(model.passage(), model.tokenizer());
    int mask = model.tokenizer().special().mask().orElseThrow();
    var sampler =
        new MaskedSampler(
            windows(model, text, course, frame),
            frame,
            new MaskSettings(
                course.batch(),
                mlm.maskProbability(),
                mask,
                model.config().vocabularySize(),
                seed));
    String tap = "hidden." + model.config().layers();
    int steps = steps(course, sampler.meanTokens());
    var ahead = Ahead.of(sampler, steps);
    long own =
        MaskedLanguageModel.ownElements(
            model.config().vocabularySize(), model.config().hiddenSize());
    var memory = computing.plan(model.program().outline(), tap, own, false, ahead);
    try (var program = computing.compile(model.program(), tap, memory, ahead);
        var objective =
            new MaskedLanguageModel(
                program,
                sampler,
                words(model.program()),
                model.config().initializerRange(),
                new MaskedLanguageModel.Settings(tap, true, seed))) {
      return train(model, objective, course, steps, workplace);
    }
  }

  private static TrainResult train(
      Model model,
      Objective objective,
      Pretrain.Course course,
      int steps,
      Stage.Workplace workplace)
      throws IOException {
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

  /** Steps, or as many as the budget of tokens buys. */
  private static int steps(Pretrain.Course course, double tokensAStep) {
    return course
        .steps()
        .orElseGet(
            () ->
                (int) Math.max(1, Math.round(course.tokens().orElseThrow().value() / tokensAStep)));
  }

  private static TextWindows windows(
      Model model, PretrainingText text, Pretrain.Course course, Frame frame) {
    int room = course.length() - frame.before().length - frame.after().length;
    try (var paragraphs = text.paragraphs()) {
      return TextWindows.of(paragraphs, model.tokenizer(), room, Math.min(SHORTEST, room));
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
