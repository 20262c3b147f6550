package org.denselab.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HfTokenizerTest {
  private static final List<String> VOCABULARY =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "<s>", "</s>", "hello", "world");

  @TempDir Path folder;

  @Test
  void readsARealTokenizerJson() throws IOException {
    try (var tokenizer =
        HfTokenizer.open(TokenizerFixtures.file("torchtune-assets/tokenizer.json"))) {
      String text = "I can see the sun. But even if I cannot see the sun, I know that it exists.";
      int[] ids = tokenizer.encode(text);
      assertThat(ids).startsWith(73, 503, 654, 262, 376, 110, 46, 690, 720).hasSize(25);
      assertThat(tokenizer.decode(ids)).isEqualTo(text);
      assertThat(tokenizer.vocabularySize()).isEqualTo(2000);
      assertThat(tokenizer.id("Ġt")).isPresent();
    }
  }

  @Test
  void addsCutsAndPadsNothing() throws IOException {
    String json = new WordPieceFile(VOCABULARY, BertNormalization.UNCASED).json();
    json =
        json.replace(
            "\"truncation\":null",
            "\"truncation\":{\"direction\":\"Right\",\"max_length\":2,"
                + "\"strategy\":\"LongestFirst\",\"stride\":0}");
    json =
        json.replace(
            "\"padding\":null",
            "\"padding\":{\"strategy\":{\"Fixed\":8},\"direction\":\"Right\","
                + "\"pad_to_multiple_of\":null,\"pad_id\":0,\"pad_type_id\":0,"
                + "\"pad_token\":\"[PAD]\"}");
    try (var tokenizer = TokenizerFixtures.open(folder, json)) {
      assertThat(tokenizer.encode("Hello world hello world hello")).containsExactly(6, 7, 6, 7, 6);
      assertThat(tokenizer.encode("")).isEmpty();
    }
  }

  @Test
  void rolesComeFromTheFilesInTheirOrder() throws IOException {
    String json = new WordPieceFile(VOCABULARY, BertNormalization.UNCASED).json();
    Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\": 7, \"bos_token_id\": 4}");
    try (var tokenizer = TokenizerFixtures.open(folder, json)) {
      assertThat(tokenizer.special().eos()).hasValue(7);
      assertThat(tokenizer.special().bos()).hasValue(4);
      assertThat(tokenizer.special().cls()).hasValue(2);
    }
    Files.writeString(
        folder.resolve("special_tokens_map.json"), "{\"eos_token\": {\"content\": \"</s>\"}}");
    try (var tokenizer = HfTokenizer.open(folder)) {
      assertThat(tokenizer.special().eos()).hasValue(5);
    }
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"eos_token\": \"[SEP]\", \"bos_token\": null, \"cls_token\": \"<s>\"}");
    try (var tokenizer = HfTokenizer.open(folder)) {
      assertThat(tokenizer.special().eos()).hasValue(3);
      assertThat(tokenizer.special().bos()).isEmpty();
      assertThat(tokenizer.special().cls()).hasValue(4);
      assertThat(tokenizer.special().mask()).isEmpty();
      assertThatThrownBy(() -> Template.bosEos(8).bind(tokenizer))
          .isInstanceOf(BadInput.class)
          .hasMessage("the template wants a BOS token, which this tokenizer lacks");
    }
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"<end>\"}");
    assertThatThrownBy(() -> HfTokenizer.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("eos_token '<end>' is not in the vocabulary");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> HfTokenizer.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("AutoTokenizer");
    for (String broken :
        List.of("", "{", "[]", "{}", "{\"version\": 1, \"model\": {\"vocab\": {}}}")) {
      assertThatThrownBy(() -> TokenizerFixtures.open(folder, broken))
          .as(broken)
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("tokenizer.json");
    }
  }

  @Test
  void fingerprintFollowsTheFile() throws IOException {
    String json = new WordPieceFile(VOCABULARY, BertNormalization.UNCASED).json();
    String cased = new WordPieceFile(VOCABULARY, new BertNormalization(false, false, true)).json();
    try (var one = TokenizerFixtures.open(folder, json);
        var same = TokenizerFixtures.open(folder, json);
        var other = TokenizerFixtures.open(folder, cased)) {
      assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).hasSize(64);
      assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    }
  }

  @Test
  void closingTwiceIsHarmless() throws IOException {
    String json = new WordPieceFile(VOCABULARY, BertNormalization.UNCASED).json();
    var tokenizer = TokenizerFixtures.open(folder, json);
    tokenizer.close();
    tokenizer.close();
    assertThatThrownBy(() -> tokenizer.encode("hello")).isInstanceOf(IllegalStateException.class);
  }
}
