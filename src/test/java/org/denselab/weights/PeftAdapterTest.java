package org.denselab.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeftAdapterTest {
  private static final String CONFIG =
      """
      {"peft_type": "LORA", "r": 2, "lora_alpha": 4, "target_modules": ["query"], %s}
      """;

  @TempDir Path folder;

  @Test
  void readsWhatPeftWrote() throws IOException {
    try (var adapter = PeftAdapter.open(Goldens.folder("bert/lora"))) {
      assertThat(adapter.config().r()).isEqualTo(4);
      assertThat(adapter.config().scale()).isEqualTo(2.0);
      assertThat(adapter.config().taskType()).isEqualTo("FEATURE_EXTRACTION");
      assertThat(adapter.config().targets())
          .isEqualTo(
              new PeftConfig.Names(List.of("attention.output.dense", "key", "query", "value")));
      assertThat(adapter.weights()).hasSize(8);
      LoraWeights first = adapter.weights().getFirst();
      assertThat(first.module()).isEqualTo("encoder.layer.0.attention.output.dense");
      assertThat(first.a().shape()).containsExactly(4, 32);
      assertThat(first.b().shape()).containsExactly(32, 4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert/lora", "llama_gqa/lora_causallm"})
  void writesWhatPeftWroteByteForByte(String name) throws IOException {
    Path original = Goldens.folder(name);
    try (var adapter = PeftAdapter.open(original)) {
      PeftAdapter.write(folder, adapter.config(), adapter.weights());
    }
    assertThat(folder.resolve("adapter_model.safetensors"))
        .hasSameBinaryContentAs(original.resolve("adapter_model.safetensors"));
    var ours = JsonFile.object(folder.resolve("adapter_config.json"));
    var theirs = JsonFile.object(original.resolve("adapter_config.json"));
    for (var field : ours.properties()) {
      if (!field.getKey().equals("target_modules"))
        assertThat(field.getValue()).as(field.getKey()).isEqualTo(theirs.get(field.getKey()));
    }
    try (var again = PeftAdapter.open(folder);
        var adapter = PeftAdapter.open(original)) {
      assertThat(again.config()).isEqualTo(adapter.config());
    }
  }

  @Test
  void refusesPickledAdapters() {
    Path pickled = Goldens.folder("bert_bin/lora_bin");
    assertThatThrownBy(() -> PeftAdapter.open(pickled))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("torch.load('adapter_model.bin'")
        .hasMessageContaining("'adapter_model.safetensors'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'use_dora': true|use_dora: true",
        "'use_rslora': true|use_rslora: true",
        "'rank_pattern': {'query': 8}|rank_pattern: {\"query\":8}",
        "'alpha_pattern': {'query': 8}|alpha_pattern",
        "'modules_to_save': ['pooler']|modules_to_save: [\"pooler\"]",
        "'bias': 'all'|bias: \"all\"",
        "'init_lora_weights': 'pissa'|init_lora_weights",
        "'fan_in_fan_out': true|fan_in_fan_out",
        "'some_new_idea': 3|some_new_idea: 3",
      })
  void refusesWhatWouldBeIgnored(String setting, String expected) throws IOException {
    writeConfig(CONFIG.formatted(setting));
    assertThatThrownBy(() -> PeftAdapter.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("adapter_config.json: not supported")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'peft_type': 'IA3'}|peft_type is 'IA3'",
        "{'peft_type': 'LORA', 'r': 0, 'lora_alpha': 1, 'target_modules': 'q'}|r must be at least"
            + " 1",
        "{'peft_type': 'LORA', 'r': 2.5, 'lora_alpha': 1, 'target_modules': 'q'}|r must be a"
            + " number",
        "{'peft_type': 'LORA', 'r': 2, 'target_modules': 'q'}|lora_alpha must be a number",
        "{'peft_type': 'LORA', 'r': 2, 'lora_alpha': 1, 'target_modules': 'q('}|target_modules: ",
        "{'peft_type': 'LORA', 'r': 2, 'lora_alpha': 1, 'target_modules': []}|list of names",
        "{'peft_type': 'LORA', 'r': 2, 'lora_alpha': 1}|list of names",
      })
  void saysWhatIsWrongWithTheConfig(String config, String expected) throws IOException {
    writeConfig(config);
    assertThatThrownBy(() -> PeftAdapter.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(expected);
  }

  @Test
  void refusesStrangeMissingAndMisshapenFactors() throws IOException {
    writeConfig(CONFIG.formatted("'bias': 'none'"));
    String query = "base_model.model.l.0.query";
    var a = tensor(query + ".lora_A.weight", 2, 3);
    var b = tensor(query + ".lora_B.weight", 3, 2);
    expectRefusal(
        "key.lora_A.weight", a, b, tensor("base_model.model.l.0.key.lora_A.weight", 2, 3));
    expectRefusal("lora_B.weight; nearest", a);
    expectRefusal("the adapter is empty");
    expectRefusal("lora_A must be [r, in]", a, tensor(b.name(), 3, 4));
    expectRefusal(
        "has rank 4, adapter_config.json says 2", tensor(a.name(), 4, 3), tensor(b.name(), 3, 4));
  }

  @Test
  void targetsMatchAsInPeft() {
    var names = new PeftConfig.Names(List.of("query", "output.dense"));
    assertThat(names.matches("encoder.layer.0.query")).isTrue();
    assertThat(names.matches("layer.0.attention.output.dense")).isTrue();
    assertThat(names.matches("layer.0.myquery")).isFalse();
    var regex = new PeftConfig.Expression(".*\\.(q|v)_proj");
    assertThat(regex.matches("layers.0.q_proj")).isTrue();
    assertThat(regex.matches("layers.0.q_proj.x")).isFalse();
  }

  private void expectRefusal(String expected, StoredTensor... tensors) throws IOException {
    SafetensorsWriter.write(
        folder.resolve("adapter_model.safetensors"), List.of(tensors), Map.of());
    assertThatThrownBy(() -> PeftAdapter.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(expected);
  }

  private static StoredTensor tensor(String name, int rows, int columns) {
    return StoredTensor.fp32(
        name, new long[] {rows, columns}, MemorySegment.ofArray(new float[rows * columns]));
  }

  private void writeConfig(String json) throws IOException {
    Files.writeString(folder.resolve("adapter_config.json"), json.replace('\'', '"'));
  }
}
