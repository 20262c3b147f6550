package org.denselab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.backbone.llama.LlamaConfig;
import org.denselab.base.Kept;
import org.denselab.base.Progress;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.engine.Engine;
import org.denselab.engine.Executable;
import org.denselab.engine.Precision;
import org.denselab.engine.Request;
import org.denselab.engine.plan.PlanEngine;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Lora;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.Pooling;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.text.Template;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;
import org.denselab.train.SamplerSettings.LastBatch;

/** Ten steps of every way to train, on a BERT of one layer with dropout. */
final class TinyCourse {
  static final int STEPS = 10;
  private static final List<String> TEXTS =
      IntStream.range(0, 40).mapToObj(i -> "number " + i + " comes after " + (i - 1)).toList();

  /** Ways to train. Batches of 8 of 40 or 30: two a step leave step 5 in mid-epoch. */
  enum Kind {
    FULL,
    BF16,
    FROZEN_EMBEDDINGS,
    LORA,
    CROP,
    MLM,
    CLM,
    SEVERAL_TASKS
  }

  /** Programs and objectives that were opened for a run. */
  private static final class Opened implements AutoCloseable {
    private final List<AutoCloseable> all = new ArrayList<>();

    <T extends AutoCloseable> T add(T one) {
      all.addFirst(one);
      return one;
    }

    @Override
    public void close() {
      for (AutoCloseable one : all)
        try {
          one.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
    }
  }

  private TinyCourse() {}

  /** The model to start from. */
  static Path start(Path folder, long seed) throws IOException {
    Path tokenizer = folder.resolve("tokenizer");
    TokenizerTrainer.train(
            TokenizerSettings.of(TokenizerSettings.Kind.WORDPIECE, 60),
            TEXTS.stream(),
            Progress.SILENT)
        .write(tokenizer);
    var config = BertConfig.of(60, 1, 16, 2, 32, .1);
    var head = new Head(Pooling.MEAN, OptionalInt.of(8), true);
    Path start = folder.resolve("start");
    try (var model =
        Model.of(config, head, Backbones.initial(config, head, seed), seed, tokenizer)) {
      ModelFolder.write(start, model.with(Template.bert(16), Template.bert(32)));
    }
    decoder(folder, tokenizer, seed);
    return start;
  }

  /** A Llama beside the BERT. */
  private static void decoder(Path folder, Path tokenizer, long seed) throws IOException {
    var config =
        new LlamaConfig(
            60,
            16,
            1,
            2,
            1,
            8,
            32,
            32,
            OptionalInt.empty(),
            Nonlinearity.SILU,
            1e-5,
            10000,
            Optional.empty(),
            .1,
            .02);
    var head = new Head(Pooling.LAST, OptionalInt.empty(), true);
    try (var model =
        Model.of(config, head, Backbones.initial(config, head, seed), seed, tokenizer)) {
      ModelFolder.write(folder.resolve("decoder"), model);
    }
  }

  /** Trains, or goes on; checkpoints at 3 and 10 are in kept. */
  static TrainResult run(Path start, Kind kind, Path kept, Duration every, Progress.Source progress)
      throws IOException {
    Files.createDirectories(kept);
    try (var model = ModelFolder.read(kind == Kind.CLM ? start.resolveSibling("decoder") : start);
        var opened = new Opened()) {
      if (kind == Kind.LORA) model.program().lora(new Lora(2, 4, .1, List.of("all-linear"), 1));
      if (kind == Kind.FROZEN_EMBEDDINGS)
        model.program().freeze(name -> name.startsWith("embeddings"));
      return new Course(settings(), objective(kind, model, opened), model.program().parameters())
          .run(new Kept(kept, every), folder -> ModelFolder.write(folder, model), progress);
    }
  }

  static TrainSettings settings() {
    var schedule = new Schedule(Schedule.Kind.LINEAR, 1e-2, 2, STEPS);
    return new TrainSettings(STEPS, List.of(3, STEPS), schedule, OptimizerSettings.ADAMW, 1, 2);
  }

  private static Objective objective(Kind kind, Model model, Opened opened) {
    return switch (kind) {
      case FULL, FROZEN_EMBEDDINGS, LORA -> pairs(model, new SameDiffEngine(), 30, 1, opened);
      case BF16 -> pairs(model, new PlanEngine(2, Precision.BF16), 30, 1, opened);
      case CROP ->
          new Contrastive(
              embedding(model, new SameDiffEngine(), opened),
              new CropSampler(windows(model), frame(model), new CropSettings(8, .3, .7, .1, 1)),
              new ContrastiveSettings(Model.EMBEDDING, .05, 0, true, 1));
      case MLM -> masked(model, opened);
      case CLM -> causal(model, opened);
      case SEVERAL_TASKS ->
          new Mixture(
              List.of(
                  new Mixture.Task("first", pairs(model, new SameDiffEngine(), 30, 1, opened)),
                  new Mixture.Task("second", pairs(model, new SameDiffEngine(), 20, 2, opened)),
                  new Mixture.Task("third", masked(model, opened))),
              TaskOrder.oneAStep(new int[] {4, 3, 3}, 2, 1));
    };
  }

  private static Objective pairs(Model model, Engine engine, int count, long seed, Opened opened) {
    var examples =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Example(
                        "q" + i,
                        "what is number " + i,
                        List.of(new Document("d" + i, "", TEXTS.get(i))),
                        List.of(),
                        List.of()))
            .toList();
    var query = model.query().bind(model.tokenizer());
    var passage = model.passage().bind(model.tokenizer());
    var set = new TrainingSet(examples, query::apply, passage::apply, Teacher.REFUSE);
    return new Contrastive(
        embedding(model, engine, opened),
        new ExampleSampler(set, new SamplerSettings(8, 0, true, true, LastBatch.KEEP, seed)),
        new ContrastiveSettings(Model.EMBEDDING, .05, 5, true, seed));
  }

  private static Objective masked(Model model, Opened opened) {
    var words = model.program().parameter("embeddings.word_embeddings.weight");
    int vocabulary = model.config().vocabularySize();
    int mask = model.tokenizer().special().mask().orElseThrow();
    var program =
        opened.add(new SameDiffEngine().compile(model.program(), Request.training("hidden.1")));
    return new LanguageModel(
        program,
        new MaskedSampler(
            windows(model), frame(model), new MaskSettings(8, .3, mask, vocabulary, 1)),
        opened.add(new MaskedHead(words, .02, .02, 1)),
        new LanguageModel.Settings("hidden.1", true, 1));
  }

  private static Objective causal(Model model, Opened opened) {
    var program =
        opened.add(new PlanEngine(2).compile(model.program(), Request.training("hidden.1")));
    long[] shape = model.program().parameter("embed_tokens.weight").shape();
    return new LanguageModel(
        program,
        new CausalSampler(windows(model), frame(model), 8, 1),
        opened.add(new CausalHead(shape, .02, 1)),
        new LanguageModel.Settings("hidden.1", true, 1));
  }

  private static Executable embedding(Model model, Engine engine, Opened opened) {
    return opened.add(engine.compile(model.program(), Request.training(Model.EMBEDDING)));
  }

  private static TextWindows windows(Model model) {
    return TextWindows.of(TEXTS.stream(), model.tokenizer(), 16, 2);
  }

  private static Frame frame(Model model) {
    return Frame.of(model.passage(), model.tokenizer());
  }
}
