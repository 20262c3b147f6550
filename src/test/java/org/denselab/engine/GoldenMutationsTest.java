package org.denselab.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.denselab.engine.GoldenParityTest.HIDDEN;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.engine.samediff.SameDiffEngine;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.Pooling;
import org.denselab.weights.ModelFiles;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.TensorSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits of parity catch classic mistakes: those of golden/mutations.txt that fit in here. */
@Tag("golden")
class GoldenMutationsTest {
  private static GoldenFolder folder(String name) {
    var folder = new GoldenFolder(GoldenFolder.root().resolve(name));
    assumeThat(folder.has("expected.safetensors")).as("golden has no " + name).isTrue();
    return folder;
  }

  @ParameterizedTest
  @CsvSource({
    "bert, bert.layerNormEps, 1e-5",
    "bert, bert.hiddenAct, GELU_TANH",
    "distilbert, activation, GELU_TANH",
    "roberta, bert.layerNormEps, 1e-12",
    "roberta, padTokenId, 0",
    "mpnet, padTokenId, 0",
    "t5_v1_1, layerNormEpsilon, 1e-5",
    "t5_v1_1, denseAct, GELU",
    "t5_v1_1, relativeAttentionMaxDistance, 64",
    "t5_relu, relativeAttentionMaxDistance, 128",
    "llama_mha, rmsNormEps, 1e-6",
    "llama_mha, ropeTheta, 500000",
    "llama_gqa, ropeTheta, 10000",
    "llama31_rope, ropeScaling, none",
    "phi, layerNormEps, 1e-6",
    "phi, hiddenAct, GELU",
    "phi, partialRotaryFactor, 0.2",
    "gemma, rmsNormEps, 1e-5",
    "gemma, hiddenActivation, GELU",
    "qwen2, rmsNormEps, 1e-5",
    "qwen2, ropeTheta, 10000",
    "qwen1_5_mha, ropeTheta, 1000000",
  })
  void aWrongNumberIsCaught(String name, String component, String value) throws Exception {
    var folder = folder(name);
    var config = (Record) folder.config();
    String[] path = component.split("\\.", -1);
    Object changed = parse(path[path.length - 1], value);
    // BERT's numbers are RoBERTa's, one record deeper
    Record wrong =
        path.length == 1
            ? with(config, component, changed)
            : name.equals("bert")
                ? with(config, path[1], changed)
                : with(config, path[0], with((Record) get(config, path[0]), path[1], changed));
    assertThat(worstHidden(folder, (BackboneConfig) wrong, UnaryOperator.identity()))
        .as("hidden states of %s with %s = %s", name, component, value)
        .isGreaterThan(HIDDEN);
  }

  private static Object parse(String component, String value) {
    if (value.equals("none")) return Optional.empty();
    if (component.equals("padTokenId") || component.endsWith("Distance"))
      return Integer.valueOf(value);
    return Character.isLetter(value.charAt(0))
        ? Nonlinearity.valueOf(value)
        : Double.valueOf(value);
  }

  private static Object get(Record record, String component) throws Exception {
    return record.getClass().getMethod(component).invoke(record);
  }

  private static Record with(Record record, String component, Object value) throws Exception {
    RecordComponent[] all = record.getClass().getRecordComponents();
    Object[] values = new Object[all.length];
    for (int i = 0; i < all.length; i++)
      values[i] = all[i].getName().equals(component) ? value : get(record, all[i].getName());
    assertThat(all).as("components").anyMatch(c -> c.getName().equals(component));
    Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return record.getClass().getConstructor(types).newInstance(values);
  }

  /** A checkpoint with one kind of tensor changed: what a wrong computation would make of it. */
  record Wrong(TensorSource source, String pattern, UnaryOperator<float[]> change)
      implements TensorSource {
    @Override
    public Set<String> names() {
      return source.names();
    }

    Set<String> changed() {
      var changed = new TreeSet<>(source.names());
      changed.removeIf(name -> !name.matches(pattern));
      return changed;
    }

    @Override
    public StoredTensor tensor(String name) {
      StoredTensor tensor = source.tensor(name);
      if (!name.matches(pattern)) return tensor;
      float[] values = change.apply(tensor.bytes().toArray(JAVA_FLOAT_UNALIGNED));
      return StoredTensor.fp32(name, tensor.shape(), MemorySegment.ofArray(values));
    }

    @Override
    public void close() {
      source.close();
    }
  }

  private static UnaryOperator<float[]> each(UnaryOperator<Float> change) {
    return values -> {
      for (int i = 0; i < values.length; i++) values[i] = change.apply(values[i]);
      return values;
    };
  }

  /** Row {@code i} of the result is row {@code from[i]} of each block of as many rows. */
  private static UnaryOperator<float[]> rows(int width, int... from) {
    return values -> {
      var result = new float[values.length];
      for (int row = 0; row < values.length / width; row++) {
        int block = row / from.length * from.length;
        System.arraycopy(
            values, (block + from[row % from.length]) * width, result, row * width, width);
      }
      return result;
    };
  }

  static Stream<Arguments> wrongWeights() {
    UnaryOperator<float[]> dropped = each(_ -> 0f);
    return Stream.of(
        argumentSet("token types not added", "bert", ".*token_type.*", dropped),
        argumentSet("relative bias dropped", "mpnet", ".*relative_attention_bias.*", dropped),
        argumentSet("relative bias dropped", "t5_relu", ".*relative_attention_bias.*", dropped),
        argumentSet("dense bias dropped", "phi", ".*self_attn.dense.bias", dropped),
        argumentSet("biases dropped", "qwen2", ".*[qkv]_proj.bias", dropped),
        argumentSet("key bias dropped", "qwen2", ".*k_proj.bias", dropped),
        argumentSet("w for 1 + w", "gemma", ".*norm.weight", each(w -> w - 1)),
        argumentSet(
            "not scaled", "gemma", ".*embed_tokens.*", each(w -> w / (float) Math.sqrt(40))),
        argumentSet(
            "scale in bf16",
            "gemma",
            ".*embed_tokens.*",
            each(w -> w * (float) (6.3125 / Math.sqrt(40)))),
        argumentSet(
            "sign of distances",
            "t5_v1_1",
            ".*relative_attention_bias.*",
            rows(4, IntStream.range(0, 32).map(i -> i % 16 == 0 ? i : (i + 16) % 32).toArray())),
        // dimensions 2 i and 2 i + 1 turned together are i and i + 4 of rows in another order
        argumentSet(
            "interleaved rotary",
            "llama_mha",
            ".*[qk]_proj.weight",
            rows(32, 0, 2, 4, 6, 1, 3, 5, 7)));
  }

  @ParameterizedTest
  @MethodSource("wrongWeights")
  void aWrongUseOfWeightsIsCaught(String name, String tensors, UnaryOperator<float[]> change)
      throws Exception {
    var folder = folder(name);
    assertThat(worstHidden(folder, folder.config(), s -> new Wrong(s, tensors, change)))
        .isGreaterThan(HIDDEN);
  }

  /** It shifts all scores of a query alike, so nobody can see it. */
  @ParameterizedTest
  @CsvSource({"bert, .*self.key.bias", "distilbert, .*k_lin.bias"})
  void aKeyBiasOfAbsolutePositionsDoesNotMatter(String name, String tensors) throws Exception {
    var folder = folder(name);
    assertThat(worstHidden(folder, folder.config(), s -> new Wrong(s, tensors, each(_ -> 0f))))
        .isLessThan(HIDDEN);
  }

  private static double worstHidden(
      GoldenFolder folder, BackboneConfig config, UnaryOperator<TensorSource> weights)
      throws Exception {
    var inputs = folder.inputs("right");
    Map<String, float[]> expected = folder.tensors("expected.safetensors");
    String[] taps =
        IntStream.rangeClosed(0, config.layers())
            .mapToObj(i -> "hidden." + i)
            .toArray(String[]::new);
    try (var source = weights.apply(ModelFiles.open(folder.path()))) {
      if (source instanceof Wrong wrong) assertThat(wrong.changed()).isNotEmpty();
      try (var program = Backbones.build(config, Head.of(Pooling.MEAN, true), source, 1);
          var run = new SameDiffEngine().compile(program, Request.inference(taps))) {
        Map<String, Matrix> got = run.forward(inputs.batch());
        double worst = 0;
        for (String tap : taps) {
          float[] want = expected.get("right.hidden_states." + tap.substring("hidden.".length()));
          worst = Math.max(worst, inputs.difference(got.get(tap), want));
        }
        return worst;
      }
    }
  }
}
