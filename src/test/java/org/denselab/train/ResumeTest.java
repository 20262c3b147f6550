package org.denselab.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.Progress;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.engine.Request;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Lora;
import org.denselab.graph.Pooling;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.text.Template;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;
import org.denselab.train.SamplerSettings.LastBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three steps, everything closed, read back, and three more: the same weights to the bit. */
class ResumeTest {
  private static final TrainSettings SETTINGS =
      new TrainSettings(
          6,
          List.of(3),
          new Schedule(Schedule.Kind.LINEAR, 1e-2, 2, 6),
          OptimizerSettings.ADAMW,
          1,
          2);
  private static final List<Example> EXAMPLES =
      IntStream.range(0, 30)
          .mapToObj(
              i ->
                  new Example(
                      "q" + i,
                      "what is number " + i,
                      List.of(new Document("d" + i, "", "number " + i + " comes after " + (i - 1))),
                      List.of(),
                      List.of()))
          .toList();

  @TempDir Path folder;
  private Path start;

  @BeforeEach
  void write() throws IOException {
    start = folder.resolve("start");
    Path tokenizer = folder.resolve("tokenizer");
    TokenizerTrainer.train(
            TokenizerSettings.of(TokenizerSettings.Kind.WORDPIECE, 60),
            EXAMPLES.stream().map(e -> e.query() + " " + e.positives().getFirst().text()),
            Progress.SILENT)
        .write(tokenizer);
    var config = BertConfig.of(60, 1, 16, 2, 32, .1);
    var head = new Head(Pooling.MEAN, OptionalInt.of(8), true);
    try (var model = Model.of(config, head, Backbones.initial(config, head, 1), 1, tokenizer)) {
      ModelFolder.write(start, model.with(Template.bert(16), Template.bert(32)));
    }
  }

  @Test
  void fullFineTuningWithDropoutAndAccumulation() throws IOException {
    check(false);
  }

  @Test
  void adapters() throws IOException {
    check(true);
  }

  private void check(boolean lora) throws IOException {
    Path middle = folder.resolve("middle");
    Map<String, float[]> unbroken;
    try (var model = ModelFolder.read(start)) {
      if (lora) model.program().lora(new Lora(2, 4, .1, List.of("all-linear"), 1));
      unbroken = train(model, null, middle);
    }
    try (var model = ModelFolder.read(middle)) {
      Map<String, float[]> resumed = train(model, middle, folder.resolve("unused"));
      assertThat(resumed).containsOnlyKeys(unbroken.keySet());
      unbroken.forEach((name, values) -> assertThat(resumed.get(name)).containsExactly(values));
    }
  }

  private static Map<String, float[]> train(Model model, Path from, Path to) throws IOException {
    var query = model.query().bind(model.tokenizer());
    var passage = model.passage().bind(model.tokenizer());
    var set =
        new TrainingSet(
            EXAMPLES, t -> query.apply(t).ids(), t -> passage.apply(t).ids(), Teacher.REFUSE);
    var sampler = new ExampleSampler(set, new SamplerSettings(8, 0, true, true, LastBatch.KEEP, 1));
    var settings = new ContrastiveSettings(Model.EMBEDDING, .05, 5, true, 1);
    try (var program =
            new SameDiffEngine().compile(model.program(), Request.training(Model.EMBEDDING));
        var trainer =
            new Trainer(
                SETTINGS,
                new Contrastive(program, sampler, settings),
                model.program().parameters())) {
      if (from != null) Checkpoint.resume(from, SETTINGS, trainer);
      trainer.run(
          Progress.SILENT,
          (step, state) -> {
            ModelFolder.write(to, model);
            Checkpoint.write(to, SETTINGS, state);
          });
    }
    var values = new TreeMap<String, float[]>();
    for (var p : model.program().parameters()) values.put(p.name(), p.values().toArray(JAVA_FLOAT));
    return values;
  }
}
