package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.data.Collection;
import org.denselab.data.Corpus;
import org.denselab.data.Datasets;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.Qrels;
import org.denselab.dense.Encoder;
import org.denselab.dense.ExactSearch;
import org.denselab.dense.ShardedEncoder;
import org.denselab.dense.VectorFile;
import org.denselab.engine.Request;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.eval.Evaluation;
import org.denselab.eval.Metric;
import org.denselab.eval.Options;
import org.denselab.graph.Pooling;
import org.denselab.model.Model;
import org.denselab.text.Template;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;
import org.denselab.train.SamplerSettings.LastBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From text to a score: tokenizer, backbone, training, encoding, search, on 64 pairs of Atlas. */
class OverfitTest {
  private static final int PAIRS = 64;
  @TempDir Path folder;

  @Test
  void aSmallBertLearnsSixtyFourPairs() throws IOException {
    var examples = examples();
    try (var model = model(examples)) {
      double before = score(model, examples);
      var query = model.query().bind(model.tokenizer());
      var passage = model.passage().bind(model.tokenizer());
      var set = new TrainingSet(examples, query::apply, passage::apply, Teacher.REFUSE);
      var sampling = new SamplerSettings(16, 0, true, true, LastBatch.DROP, 1);
      var loss = new ContrastiveSettings(Model.EMBEDDING, .05, 0, false, 1);
      var settings =
          new TrainSettings(
              60,
              List.of(),
              new Schedule(Schedule.Kind.LINEAR, 5e-3, 5, 60),
              OptimizerSettings.ADAMW,
              1,
              1);
      try (var program =
              new SameDiffEngine().compile(model.program(), Request.training(Model.EMBEDDING));
          var trainer =
              new Trainer(
                  settings,
                  new Contrastive(program, new ExampleSampler(set, sampling), loss),
                  model.program().parameters())) {
        double[] losses = trainer.run(Progress.SILENT, (_, _) -> {}).losses();
        assertThat(losses[59]).isLessThan(.3 * losses[0]);
      }
      assertThat(score(model, examples)).isGreaterThan(before + .4);
    }
  }

  private static List<Example> examples() {
    var data = (Collection) Datasets.open("atlas/search");
    Map<String, Document> documents = new HashMap<>();
    try (Stream<Document> all = data.corpus().documents()) {
      all.forEach(d -> documents.put(d.id(), d));
    }
    var train = data.queries("train");
    var examples = new ArrayList<Example>();
    for (var query : train.queries().subList(0, PAIRS)) {
      var positives = train.qrels().of(query.id()).keySet().stream().map(documents::get).toList();
      examples.add(new Example(query.id(), query.text(), positives, List.of(), List.of()));
    }
    return examples;
  }

  private Model model(List<Example> examples) throws IOException {
    var texts =
        examples.stream().flatMap(e -> Stream.of(e.query(), e.positives().getFirst().joined()));
    TokenizerTrainer.train(
            TokenizerSettings.of(TokenizerSettings.Kind.WORDPIECE, 800), texts, Progress.SILENT)
        .write(folder);
    var config = BertConfig.of(800, 1, 32, 2, 64, 0);
    var head = new Head(Pooling.MEAN, OptionalInt.empty(), true);
    return Model.of(config, head, Backbones.initial(config, head, 1), 1, folder)
        .with(Template.bert(32), Template.bert(48));
  }

  /** nDCG@10 over the passages of the pairs. */
  private double score(Model model, List<Example> examples) throws IOException {
    Map<String, Document> passages = new HashMap<>();
    Map<String, Map<String, Integer>> grades = new HashMap<>();
    for (var example : examples)
      for (var positive : example.positives()) {
        passages.put(positive.id(), positive);
        grades.computeIfAbsent(example.id(), _ -> new HashMap<>()).put(positive.id(), 1);
      }
    Path vectors = folder.resolve("vectors");
    try (var program =
        new SameDiffEngine().compile(model.program(), Request.inference(Model.EMBEDDING))) {
      var passage = model.passage().bind(model.tokenizer());
      var kept = new Pieces(new Kept(folder, Duration.ofHours(1)), "passages");
      new ShardedEncoder(new Encoder(program, Model.EMBEDDING, passage, 2048), kept, 512)
          .encode(corpus(List.copyOf(passages.values())), model.width(), vectors, Progress.SILENT);
      var query = model.query().bind(model.tokenizer());
      var embedded =
          new Encoder(program, Model.EMBEDDING, query, 2048)
              .encode(examples.stream().map(Example::query).toList());
      try (var file = VectorFile.open(vectors)) {
        var ids = examples.stream().map(Example::id).toList();
        var run = ExactSearch.search(file, embedded, ids, 10, "dense");
        var metric = Metric.parse("nDCG@10");
        return Evaluation.of(run, new Qrels(grades), List.of(metric), Options.DEFAULT)
            .means()
            .get("nDCG@10");
      }
    }
  }

  private static Corpus corpus(List<Document> documents) {
    return new Corpus() {
      @Override
      public long size() {
        return documents.size();
      }

      @Override
      public Stream<Document> documents() {
        return documents.stream();
      }
    };
  }
}
