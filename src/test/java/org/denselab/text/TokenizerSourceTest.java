package org.denselab.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokenizers made from other files than {@code tokenizer.json}: real vocabularies, stated tokens.
 */
class TokenizerSourceTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  private HfTokenizer open(Map<String, String> files, String config) throws IOException {
    for (var file : files.entrySet())
      Files.copy(TokenizerFixtures.file(file.getValue()), folder.resolve(file.getKey()));
    Files.writeString(folder.resolve("tokenizer_config.json"), config);
    return HfTokenizer.open(folder);
  }

  /** Ids without what templates add, from a file of cases. */
  private static List<JsonNode> cases(String vocabulary) throws IOException {
    var cases = new ArrayList<JsonNode>();
    for (JsonNode each : JSON.readTree(TokenizerFixtures.file("expected.json").toFile()))
      if (each.path("vocab").asText().equals(vocabulary)) cases.add(each);
    assertThat(cases).as(vocabulary).isNotEmpty();
    return cases;
  }

  private static int[] ids(JsonNode each) {
    int[] ids = new int[each.get("ids").size()];
    for (int i = 0; i < ids.length; i++) ids[i] = each.get("ids").get(i).intValue();
    return ids;
  }

  private static void check(HfTokenizer tokenizer, String vocabulary, int before, int after)
      throws IOException {
    for (JsonNode each : cases(vocabulary)) {
      int[] ids = ids(each);
      boolean framed = before + after > 0 && each.path("kind").asText().matches(".*\\+.*|clip-bpe");
      int[] want = framed ? Arrays.copyOfRange(ids, before, ids.length - after) : ids;
      assertThat(tokenizer.encode(each.get("text").asText()))
          .as(each.get("text").asText())
          .isEqualTo(want);
    }
  }

  @Test
  void t5() throws IOException {
    String vocabulary = "torchtune-assets/sentencepiece.model";
    String config = "{\"tokenizer_class\": \"T5Tokenizer\", \"eos_token\": \"</s>\"}";
    try (var tokenizer = open(Map.of("spiece.model", vocabulary), config)) {
      check(tokenizer, vocabulary, 0, 1);
      assertThat(tokenizer.special().eos()).hasValue(1);
      assertThat(tokenizer.vocabularySize()).isEqualTo(32_100);
      assertThat(tokenizer.id("<extra_id_0>")).hasValue(32_099);
      assertThat(tokenizer.decode(tokenizer.encode("a  cow, jumping ")))
          .isEqualTo("a cow, jumping");
    }
  }

  @Test
  void unigram() throws IOException {
    String vocabulary = "transformers-fixtures/test_sentencepiece.model";
    try (var tokenizer = open(Map.of("spiece.model", vocabulary), "{}")) {
      check(tokenizer, vocabulary, 0, 0);
    }
  }

  /** fairseq's ids: special tokens first, and SentencePiece's pieces one further. */
  @ParameterizedTest
  @ValueSource(strings = {"tokenizer_config.json", "config.json"})
  void xlmRoberta(String says) throws IOException {
    String vocabulary = "transformers-fixtures/test_sentencepiece.model";
    Files.copy(TokenizerFixtures.file(vocabulary), folder.resolve("sentencepiece.bpe.model"));
    Files.writeString(
        folder.resolve(says),
        "{\"tokenizer_class\": \"XLMRobertaTokenizer\", \"model_type\": \"xlm-roberta\"}");
    try (var tokenizer = HfTokenizer.open(folder)) {
      for (JsonNode each : cases(vocabulary))
        assertThat(tokenizer.encode(each.get("text").asText()))
            .isEqualTo(Arrays.stream(ids(each)).map(id -> id == 0 ? 3 : id + 1).toArray());
      assertThat(tokenizer.id("<s>")).hasValue(0);
      assertThat(tokenizer.special().pad()).hasValue(1);
      assertThat(tokenizer.special().eos()).hasValue(2);
      assertThat(tokenizer.id("<mask>")).hasValue(tokenizer.vocabularySize() - 1);
      assertThat(tokenizer.decode(tokenizer.encode("This is a test"))).isEqualTo("This is a test");
    }
  }

  @Test
  void unigramInTokenizerModel() throws IOException {
    String vocabulary = "torchtune-assets/m.model";
    try (var tokenizer = open(Map.of("tokenizer.model", vocabulary), "{}")) {
      check(tokenizer, vocabulary, 0, 0);
    }
  }

  @Test
  void albert() throws IOException {
    String vocabulary = "transformers-fixtures/spiece.model";
    String config = "{\"tokenizer_class\": \"AlbertTokenizer\", \"keep_accents\": %s}";
    for (boolean keepsAccents : new boolean[] {false, true}) {
      Path own = Files.createDirectory(folder.resolve("accents-" + keepsAccents));
      Files.copy(TokenizerFixtures.file(vocabulary), own.resolve("spiece.model"));
      Files.writeString(own.resolve("tokenizer_config.json"), config.formatted(keepsAccents));
      try (var tokenizer = HfTokenizer.open(own)) {
        for (JsonNode each : cases(vocabulary)) {
          int[] ids = ids(each);
          boolean framed = each.path("kind").asText().contains("+");
          if (framed == keepsAccents) continue;
          assertThat(tokenizer.encode(each.get("text").asText()))
              .isEqualTo(framed ? Arrays.copyOfRange(ids, 1, ids.length - 1) : ids);
        }
      }
    }
  }

  @Test
  void byteLevel() throws IOException {
    var files =
        Map.of(
            "vocab.json", "torchtune-assets/vocab.json",
            "merges.txt", "torchtune-assets/merges.txt");
    try (var tokenizer = open(files, "{\"tokenizer_class\": \"GPT2Tokenizer\"}")) {
      check(tokenizer, "torchtune-assets/vocab.json+merges.txt", 0, 0);
    }
  }

  @Test
  void clip() throws IOException {
    // CLIP numbers bytes, bytes that end a word, then merges
    Path merges = TokenizerFixtures.file("torchtune-assets/tiny_bpe_merges.txt");
    List<String> bytes = new ArrayList<>(ByteLevel.alphabet());
    bytes.sort(Comparator.comparing(c -> c.charAt(0) > 255));
    List<String> tokens = new ArrayList<>(bytes);
    bytes.forEach(b -> tokens.add(b + "</w>"));
    for (String line : Files.readAllLines(merges))
      if (!line.startsWith("#version")) tokens.add(line.replace(" ", ""));
    var ids = JSON.createObjectNode();
    tokens.forEach(token -> ids.put(token, ids.size()));
    Files.writeString(folder.resolve("vocab.json"), ids.toString());
    try (var tokenizer =
        open(
            Map.of("merges.txt", "torchtune-assets/tiny_bpe_merges.txt"),
            "{\"tokenizer_class\": \"CLIPTokenizer\"}")) {
      check(tokenizer, "torchtune-assets/tiny_bpe_merges.txt", 1, 1);
    }
  }

  @Test
  void wordPiece() throws IOException {
    try (var tokenizer = open(Map.of("vocab.txt", "bert-base-uncased/vocab.txt"), "{}")) {
      List<String> vocabulary = Files.readAllLines(folder.resolve("vocab.txt"));
      for (JsonNode each : cases("bert-base-uncased/vocab.txt")) {
        List<String> want =
            JSON.convertValue(
                each.get("tokens"),
                JSON.getTypeFactory().constructCollectionType(List.class, String.class));
        assertThat(TokenizerFixtures.tokens(tokenizer, vocabulary, each.get("text").asText()))
            .isEqualTo(want.subList(1, want.size() - 1));
      }
    }
  }

  /** SentencePiece's own answers for this model, by its byte tokens. */
  @Test
  void bytesStandForWhatTheModelDoesNotKnow() throws IOException {
    var file = "transformers-fixtures/test_sentencepiece_with_bytefallback.model";
    try (var tokenizer = open(Map.of("tokenizer.model", file), "{}")) {
      for (String text :
          List.of("I was born in 92000, and this is falsé.", "早上好", "a\u0000b", "😀"))
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torchtune-assets/sentencepiece.model",
        "transformers-fixtures/test_sentencepiece_bpe.model",
        "transformers-fixtures/test_sentencepiece_with_bytefallback.model"
      })
  void anyTextIsTaken(String model) throws IOException {
    try (var tokenizer = open(Map.of("tokenizer.model", model), "{}")) {
      for (String text :
          List.of(
              "",
              " ",
              "\u0000",
              "😀😃 family 👨\u200d👩\u200d👧",
              "日本語テキスト",
              "éèêë naïve",
              "\ud800 lone surrogate",
              "word ".repeat(20_000),
              "x".repeat(100_000)))
        for (int id : tokenizer.encode(text))
          assertThat(id).isBetween(0, tokenizer.vocabularySize() - 1);
    }
  }

  @Test
  void addedTokensStandBesideTheVocabulary() throws IOException {
    Files.writeString(folder.resolve("vocab.json"), "{\"a\":0,\"b\":1,\"ab\":2}");
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\n");
    Files.writeString(folder.resolve("added_tokens.json"), "{\"<|end|>\": 3}");
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"Qwen2Tokenizer\", \"eos_token\": \"<|end|>\"}");
    try (var tokenizer = HfTokenizer.open(folder)) {
      assertThat(tokenizer.encode("aab<|end|>b")).containsExactly(0, 2, 3, 1);
      assertThat(tokenizer.special().eos()).hasValue(3);
    }
  }

  /** By name and with the remedy, wherever Llama 3, Qwen or a copy of either keeps them. */
  @ParameterizedTest
  @ValueSource(
      strings = {"tokenizer.model", "spiece.model", "original/tokenizer.model", "qwen.tiktoken"})
  void tiktokenFilesAreRefused(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, "IQ== 0\nIg== 1\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> HfTokenizer.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ": a tiktoken file")
        .hasMessageContaining("save_pretrained");
    TokenizerTrainer.train(
            TokenizerSettings.of(TokenizerSettings.Kind.WORDPIECE, 30),
            Stream.of("the cat sat on the mat"),
            Progress.SILENT)
        .write(folder);
    try (var tokenizer = HfTokenizer.open(folder)) {
      assertThat(tokenizer.vocabularySize()).isPositive();
    }
  }

  @Test
  void brokenOnesAreRefused() throws IOException {
    Path model = Files.write(folder.resolve("spiece.model"), new byte[] {10, 120, 1});
    assertThatThrownBy(() -> HfTokenizer.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(model + ": not a SentencePiece model: it ends in the middle");
    Files.delete(model);
    Files.writeString(folder.resolve("vocab.json"), "{}");
    Files.writeString(folder.resolve("merges.txt"), "a b c\n");
    assertThatThrownBy(() -> HfTokenizer.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("merges.txt: \"a b c\" is no pair of tokens");
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"OwnTokenizer\"}");
    assertThatThrownBy(() -> HfTokenizer.open(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("OwnTokenizer")
        .hasMessageContaining("tokenizer.json");
  }
}
