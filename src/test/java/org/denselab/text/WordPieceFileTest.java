package org.denselab.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceFileTest {
  @TempDir Path folder;

  @Test
  void realVocabularyGivesThePublishedIds() throws IOException {
    Path vocab = TokenizerFixtures.file("bert-base-uncased/vocab.txt");
    Files.copy(vocab, folder.resolve("vocab.txt"));
    try (var tokenizer = HfTokenizer.open(folder)) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(30522);
      int[] ids = Template.bert(64).apply(tokenizer, "A, naïve [MASK] AllenNLP sentence.");
      assertThat(ids)
          .containsExactly(101, 1037, 1010, 15743, 103, 5297, 20554, 2361, 6251, 1012, 102);
      assertThat(tokenizer.special().mask()).hasValue(103);
      assertThat(tokenizer.special().pad()).hasValue(0);
      assertThat(tokenizer.special().eos()).isEmpty();
      assertThat(tokenizer.decode(new int[] {101, 7592, 2088, 102}))
          .isEqualTo("[CLS] hello world [SEP]");
    }
  }

  /** The cases that the original tests state, with whatever vocabulary they need. */
  @Test
  void agreesWithTheStatedCases() throws IOException {
    Path file = TokenizerFixtures.file("expected.json");
    int cases = 0;
    for (JsonNode expected : TokenizerJson.JSON.readTree(file.toFile())) {
      String kind = expected.path("kind").asText();
      List<String> tokens = strings(expected.path("tokens"));
      List<String> vocabulary;
      var normalization = BertNormalization.UNCASED;
      if (kind.equals("bert basic tokenizer")) {
        var distinct = new LinkedHashSet<>(List.of("[UNK]"));
        distinct.addAll(tokens);
        vocabulary = List.copyOf(distinct);
        JsonNode options = expected.path("options");
        boolean lower = options.path("lower").asBoolean();
        boolean strip = options.path("strip_accents").asBoolean(lower);
        normalization = new BertNormalization(lower, strip, true);
      } else if (expected.has("vocab_tokens") && !expected.path("text").asText().contains("X")) {
        vocabulary = strings(expected.path("vocab_tokens"));
      } else {
        continue; // another model, or WordPiece without the lower-casing that a file always has
      }
      String json = new WordPieceFile(vocabulary, normalization).json();
      try (var tokenizer = TokenizerFixtures.open(folder, json)) {
        String text = expected.path("text").asText();
        assertThat(TokenizerFixtures.tokens(tokenizer, vocabulary, text))
            .as("%s", expected)
            .isEqualTo(tokens);
      }
      cases++;
    }
    assertThat(cases).isGreaterThanOrEqualTo(13);
  }

  /** Training counts words in Java, encoding finds them in Rust: both must see the same words. */
  @Test
  void wordsAreTheRustLibrarysWords() throws IOException {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    String pool =
        "abzABZ019 \t\n\r\u00a0\u2028\u3000\0\u0007\u200b\u200d\ufeff\ufffd.,!?$+<=>^`|~'-_"
            + "éÉüßẞıİﬁǅΣσςñ\u0301\u0308العربيةहिन्दीไทย한국어日本語々カ゛、。「」–—…’“№½²€𠀀😀👩‍👩‍👧";
    int[] points = pool.codePoints().toArray();
    for (int i = 0; i < 60; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(120); n > 0; n--)
        text.appendCodePoint(points[random.nextInt(points.length)]);
      var normalization = new BertNormalization(i % 2 == 0, i % 3 == 0, i % 5 != 0);
      List<String> words = new ArrayList<>();
      normalization.words(text.toString(), words::add);
      var distinct = new LinkedHashSet<>(List.of("[UNK]"));
      distinct.addAll(words);
      List<String> vocabulary = List.copyOf(distinct);
      String json = new WordPieceFile(vocabulary, normalization).json();
      try (var tokenizer = TokenizerFixtures.open(folder, json)) {
        assertThat(TokenizerFixtures.tokens(tokenizer, vocabulary, text.toString()))
            .as("seed %d, %s, text '%s'", seed, normalization, text)
            .isEqualTo(words);
      }
    }
  }

  @Test
  void honoursTheConfigBesideIt() throws IOException {
    Path vocab = Files.writeString(folder.resolve("vocab.txt"), "[UNK]\nÉa\nea\n");
    try (var uncased = HfTokenizer.open(folder)) {
      assertThat(uncased.encode("Éa")).containsExactly(2);
    }
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
    try (var cased = HfTokenizer.open(folder)) {
      assertThat(cased.encode("Éa")).containsExactly(1);
    }
    Files.writeString(vocab, "a\nb\n");
    assertThatThrownBy(() -> WordPieceFile.fromVocab(vocab))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no [UNK] token");
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(s -> strings.add(s.asText()));
    return strings;
  }
}
