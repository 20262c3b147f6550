package org.denselab.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.engine.Request;
import org.denselab.engine.Tiny;
import org.denselab.graph.Lora;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

class GradientGraphTest {
  /** Operations whose values and gradients the tests of blocks cover. */
  private static final Set<String> TESTED =
      Set.of(
          "matmul",
          "matmul_bp",
          "add",
          "add_bp",
          "add_scalar",
          "multiply",
          "multiply_bp",
          "mul_scalar",
          "rsqrt",
          "pow",
          "Pow",
          "erf",
          "exp",
          "tanh",
          "relu",
          "sigmoid",
          "softmax",
          "softmax_bp",
          "reshape",
          "permute",
          "shape_of",
          "ones_as",
          "reduce_sum",
          "reduce_sum_bp");

  private static List<SameDiffOp> operations(EncoderGraph encoder) {
    var all = new ArrayList<>(encoder.forward());
    all.addAll(encoder.backward());
    return all;
  }

  @Test
  void onlyTestedOperationsRun() {
    try (var program = Tiny.bert(0.1)) {
      program.lora(new Lora(2, 4, 0.1, List.of("all-linear"), 1));
      var encoder = new EncoderGraph(program, Request.training("embedding"));
      assertThat(operations(encoder).stream().map(op -> op.getOp().opName()).distinct())
          .isSubsetOf(TESTED);
    }
  }

  @Test
  void frozenWeightsCostNoProduct() {
    try (var program = Tiny.bert(0)) {
      program.lora(new Lora(2, 4, 0, List.of("query"), 1));
      var encoder = new EncoderGraph(program, Request.training("embedding"));
      Set<String> read = new HashSet<>(encoder.gradients().values());
      for (SameDiffOp op : operations(encoder)) read.addAll(op.getInputsToOp());
      assertThat(operations(encoder))
          .filteredOn(op -> op.getOp().opName().equals("matmul_bp"))
          .allMatch(op -> read.containsAll(op.getOutputsOfOp()));
      assertThat(encoder.gradients().keySet()).allMatch(name -> name.contains(".lora_"));
    }
  }

  /** Nothing below the first adapter is differentiated. */
  @Test
  void backwardStopsWhereNothingTrains() {
    try (var program = Tiny.bert(0)) {
      program.lora(new Lora(2, 4, 0, List.of("encoder.layer.1.output.dense"), 1));
      var encoder = new EncoderGraph(program, Request.training("embedding"));
      String variables =
          encoder.backward().stream()
              .flatMap(op -> op.getInputsToOp().stream())
              .collect(Collectors.joining(" "));
      assertThat(variables).doesNotContain("encoder.layer.0").doesNotContain("embeddings");
    }
  }

  @Test
  void buildingPrintsNothing() {
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (var program = Tiny.bert(0)) {
      new SameDiffEngine().compile(program, Request.training("embedding")).close();
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
