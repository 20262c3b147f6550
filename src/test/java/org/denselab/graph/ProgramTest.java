package org.denselab.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;

class ProgramTest {
  private final Program program = bert();

  private static Program bert() {
    var config = BertConfig.of(20, 2, 8, 2, 16, 0.1);
    var head = new Head(Pooling.MEAN, OptionalInt.of(4), true);
    return Backbones.build(config, head, Backbones.initial(config, head, 1), 1);
  }

  private static Lora lora(String... targets) {
    return new Lora(2, 4, 0, List.of(targets), 1);
  }

  @AfterEach
  void close() {
    program.close();
  }

  @Test
  void tapsAreNamedAndBlocksReadable() {
    assertThat(program.taps().keySet())
        .containsExactly("hidden.0", "hidden.1", "hidden.2", "pooled", "embedding");
    assertThat(program.tap("pooled").width()).isEqualTo(8);
    assertThat(program.tap("embedding").width()).isEqualTo(4);
    assertThat(program.tap("encoder.layer.0.attention.self.query").width()).isEqualTo(8);
    assertThatThrownBy(() -> program.tap("hidden.3")).hasMessageContaining("hidden.3");
  }

  @Test
  void loraFreezesTheBaseAndTrainsTwoFactorsAModule() {
    LoraReport report = program.lora(lora("query", "value"));
    assertThat(report.modules())
        .containsExactly(
            "encoder.layer.0.attention.self.query",
            "encoder.layer.0.attention.self.value",
            "encoder.layer.1.attention.self.query",
            "encoder.layer.1.attention.self.value");
    assertThat(report.adapterParameters()).isEqualTo(4 * (2 * 8 + 8 * 2));
    assertThat(program.parameters().stream().filter(Parameter::trainable).map(Parameter::name))
        .hasSize(8)
        .allMatch(name -> name.startsWith("base_model.model.encoder.layer."))
        .allMatch(name -> name.endsWith(".lora_A.weight") || name.endsWith(".lora_B.weight"));
    assertThat(report.toString()).contains("4 modules").contains("128 parameters train");
  }

  @Test
  void aliasesFollowTheStructure() {
    assertThat(bert().lora(lora("all-linear")).modules())
        .hasSize(12)
        .doesNotContain("projection")
        .contains("encoder.layer.1.output.dense");
    assertThat(bert().lora(lora("attention")).modules())
        .hasSize(8)
        .contains("encoder.layer.0.attention.output.dense")
        .doesNotContain("encoder.layer.0.output.dense");
    assertThat(bert().lora(lora("projection", "attention.output.dense")).modules()).hasSize(3);
  }

  @Test
  void aTargetThatMatchesNothingIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> program.lora(lora("query", "valu")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("valu matches no linear module")
        .hasMessageContaining("did you mean attention.self.value")
        .hasMessageContaining("all-linear");
    assertThat(program.parameters()).allMatch(Parameter::trainable);
    assertThatThrownBy(() -> program.lora(lora())).isInstanceOf(BadInput.class);
  }

  @Test
  void adaptersAreAddedOnce() {
    program.lora(lora("query"));
    assertThatThrownBy(() -> program.lora(lora("key")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("merge");
  }

  @Test
  void mergingRestoresTableGraphAndWhatTrained() {
    program.freeze(name -> name.startsWith("embeddings."));
    List<Block> before = program.blocks();
    int operations = program.graph().getOps().size();
    program.lora(lora("all-linear"));
    assertThat(program.blocks()).hasSize(before.size() + 12);
    program.merge();
    assertThat(program.blocks()).isEqualTo(before);
    assertThat(program.graph().getOps()).hasSize(operations);
    for (Parameter p : program.parameters())
      assertThat(p.trainable()).isEqualTo(!p.name().startsWith("embeddings."));
    program.lora(lora("all-linear")); // and again, under the same names
  }

  @Test
  void adaptersDependOnTheSeedAndTheModuleAlone() {
    program.lora(lora("query"));
    String name = "base_model.model.encoder.layer.1.attention.self.query.lora_A.weight";
    try (var other = bert()) {
      other.lora(lora("all-linear"));
      assertThat(other.parameter(name).values().mismatch(program.parameter(name).values()))
          .isEqualTo(-1);
    }
    try (var other = bert()) {
      other.lora(new Lora(2, 4, 0, List.of("query"), 2));
      assertThat(other.parameter(name).values().mismatch(program.parameter(name).values()))
          .isNotEqualTo(-1);
    }
  }

  @Test
  void anOperationOutsideEveryBlockIsFound() {
    SameDiff graph = program.graph();
    graph.getVariable("embeddings.LayerNorm/output").mul("stray", 2);
    assertThatThrownBy(program::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("belongs to no block");
  }

  @Test
  void anEdgeThatTheTableDoesNotHaveIsFound() {
    SameDiff graph = program.graph();
    var op = graph.getOps().get("encoder.layer.1.attention.self.query/matmul").getOp();
    graph.replaceArgFor(0, graph.getVariable("embeddings.LayerNorm/output"), op);
    assertThatThrownBy(program::check)
        .hasMessageContaining("encoder.layer.1.attention.self.query/matmul")
        .hasMessageContaining("embeddings.LayerNorm/output");
  }

  @Test
  void aParameterThatTrainsOnOneSideOnlyIsFound() {
    program.graph().convertToConstant(program.graph().getVariable("projection.weight"));
    assertThatThrownBy(program::check).hasMessageContaining("projection.weight");
  }

  @Test
  void theSummaryHasALineABlockAndTotals() {
    assertThat(program.summary())
        .contains("embeddings.LayerNorm", "layer norm, eps 1.0E-12", "mean pooling")
        .contains("taps: hidden.0, hidden.1, hidden.2, pooled, embedding")
        .contains("(100.00 %)");
    program.lora(lora("query"));
    assertThat(program.summary()).contains("LoRA, scale 2.0").contains("64 trainable");
  }

  @Test
  void exportsPastTwoGigabytesAreRefused() {
    assertThatThrownBy(() -> ExportedGraph.refuseTooLarge(Path.of("big.sd"), 3_000_000_000L))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("2 GB")
        .hasMessageContaining("3.0 GB");
  }
}
