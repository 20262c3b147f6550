package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.backbone.Head;
import org.denselab.base.Progress;
import org.denselab.engine.Request;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.weights.ModelFiles;
import org.denselab.weights.PeftAdapter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches, loss, schedule and optimizer together take PyTorch's five AdamW steps. */
@Tag("golden")
class GoldenTrainerTest {
  private static final Path BERT =
      Path.of(System.getProperty("golden", "src/test/resources/golden")).resolve("bert");

  @ParameterizedTest
  @CsvSource({"full, 1e-4, 0", "full, 1e-4, 2", "lora, 1e-4, 0", "lora, 1e-3, 3"})
  void lossesAreThoseOfTheReference(String kind, String rate, int microBatch) throws IOException {
    JsonNode train = json("inputs.json").get("train");
    var head = Head.of(Pooling.of(train.get("pooling").asText()), true);
    try (var program = program(head)) {
      if (kind.equals("lora"))
        try (var adapter = PeftAdapter.open(BERT.resolve("lora"))) {
          program.lora(adapter);
        }
      var settings =
          new TrainSettings(
              5,
              List.of(),
              new Schedule(Schedule.Kind.LINEAR, Double.parseDouble(rate), 0, 10),
              new OptimizerSettings(OptimizerSettings.Kind.ADAMW, .9, .999, 1e-8, .01, true),
              0,
              1);
      var contrastive =
          new ContrastiveSettings(
              "embedding", train.get("temperature").asDouble(), microBatch, false, 0);
      try (var run = new SameDiffEngine().compile(program, Request.training("embedding"));
          var trainer =
              new Trainer(
                  settings,
                  new Contrastive(run, new SameBatch(batch(train)), contrastive),
                  program.parameters())) {
        double[] losses = trainer.run(Progress.SILENT, (step, state) -> {}).losses();
        JsonNode expected =
            json("expected_train.json")
                .at("/expected/" + kind + "_adamw/lr" + rate + "/losses_before_step");
        for (int i = 0; i < 5; i++)
          assertThat(losses[i])
              .as("step %d", i + 1)
              .isCloseTo(expected.get(i).asDouble(), within(1e-4));
      }
    }
  }

  private static ContrastiveBatch batch(JsonNode train) {
    int[][] queries = sequences(train.get("queries"));
    int[][] passages = sequences(train.get("passages"));
    int[] positive = new ObjectMapper().convertValue(train.get("positive_index"), int[].class);
    BitSet[] columns = new BitSet[queries.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new BitSet();
      columns[i].set(0, passages.length);
    }
    return new ContrastiveBatch(
        List.of("a", "b"), queries, passages, positive, columns, new int[2][], null, 0);
  }

  private static int[][] sequences(JsonNode node) {
    var mapper = new ObjectMapper();
    int[][] padded = mapper.convertValue(node.get("input_ids"), int[][].class);
    int[][] mask = mapper.convertValue(node.get("attention_mask"), int[][].class);
    int[][] ids = new int[padded.length][];
    for (int b = 0; b < ids.length; b++) {
      int[] row = padded[b];
      int[] real = mask[b];
      ids[b] = IntStream.range(0, row.length).filter(i -> real[i] == 1).map(i -> row[i]).toArray();
    }
    return ids;
  }

  private static Program program(Head head) throws IOException {
    try (var weights = ModelFiles.open(BERT)) {
      return Backbones.build(Families.parse(BERT), head, weights, 1);
    }
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(BERT.resolve(file).toFile());
  }

  /** The same batch for ever. */
  private record SameBatch(ContrastiveBatch batch) implements BatchStream {
    @Override
    public ContrastiveBatch next() {
      return batch;
    }

    @Override
    public Cursor cursor() {
      return Cursor.START;
    }

    @Override
    public void seek(Cursor cursor) {}
  }
}
