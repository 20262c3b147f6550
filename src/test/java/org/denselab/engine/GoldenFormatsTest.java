package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.denselab.engine.GoldenParityTest.EMBEDDING;
import static org.denselab.engine.GoldenParityTest.difference;

import java.util.Map;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.BadInput;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Pooling;
import org.denselab.weights.ModelFiles;
import org.denselab.weights.PeftAdapter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Other ways to store BERT. */
@Tag("golden")
class GoldenFormatsTest {
  private static GoldenFolder folder(String name) {
    var folder = new GoldenFolder(GoldenFolder.root().resolve(name));
    assumeThat(folder.has("config.json")).as("golden has no " + name).isTrue();
    return folder;
  }

  @Test
  void oldTensorNamesAreRead() {
    var bert = folder("bert");
    Map<String, float[]> expected = bert.tensors("expected.safetensors");
    try (var program = folder("bert_legacy_names").program(Head.of(Pooling.MEAN, true));
        var run = new SameDiffEngine().compile(program, Request.inference("embedding"))) {
      Matrix got = run.forward(bert.inputs("right").batch()).get("embedding");
      assertThat(difference(got, expected.get("right.embed.mean"))).isLessThan(EMBEDDING);
    }
  }

  @Test
  void weightsOfAnotherShapeAreRefusedWithTheirFile() throws Exception {
    var c = BertConfig.of(220, 1, 32, 4, 40, 0);
    try (var weights = ModelFiles.open(folder("bert").path())) {
      assertThatThrownBy(() -> Backbones.build(c, Head.of(Pooling.MEAN, true), weights, 1))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("model.safetensors: does not fit the model")
          .hasMessageContaining("intermediate.dense.weight is [48, 32], expected [128, 32]")
          .hasMessageContaining("unknown encoder.layer.1.attention.output.dense.bias");
    }
  }

  @Test
  void picklesAreRefusedWithTheRemedy() {
    for (String path : new String[] {"bert_bin", "bert_bin/legacy_pickle"}) {
      var pickled = folder(path);
      assertThatThrownBy(() -> ModelFiles.open(pickled.path()))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("pytorch_model.bin")
          .hasMessageContaining("safetensors");
    }
    var adapter = folder("bert_bin").path().resolve("lora_bin");
    assertThatThrownBy(() -> PeftAdapter.open(adapter))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("adapter_model.bin");
  }
}
