package org.denselab.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.text.TokenizerSettings.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenizerTrainerTest {
  /** The worked example of Sennrich, Haddow and Birch (2016), section 3.2. */
  private static final String EXAMPLE =
      "low ".repeat(5) + "lower ".repeat(2) + "newest ".repeat(6) + "widest ".repeat(3);

  private static final List<String> HARD_TEXTS =
      List.of(
          "",
          " ",
          "naïve café Ångström",
          "中文和日本語 한국어",
          "👩‍👩‍👧 😀 emoji",
          "a\0b\u0007c",
          "tabs\tand\n\nlines\r\n",
          "[UNK] <|endoftext|",
          "x".repeat(100_000),
          "word ".repeat(20_000),
          "🙂".repeat(25_000));

  @TempDir Path folder;

  /**
   * By hand: ##e ##s and ##s ##t occur 9 times, the lower left id wins, then ##es ##t follows with
   * 9; l ##o and lo ##w 7; n ##e, ##w ##est and ne ##west 6; w ##i, ##d ##est and wi ##dest 3; ##e
   * ##r and low ##er 2.
   */
  @Test
  void wordPieceMergesAsWorkedOutByHand() throws IOException {
    TrainedTokenizer trained = train(Kind.WORDPIECE, 1000, Stream.of(EXAMPLE));
    List<String> vocabulary = trained.files().get("vocab.txt").lines().toList();
    String specialAndAlphabet =
        "[PAD] [UNK] [CLS] [SEP] [MASK] d e i l n o r s t w ##d ##e ##i ##o ##r ##s ##t ##w";
    String merged = "##es ##est lo low ne ##west newest wi ##dest widest ##er lower";
    assertThat(String.join(" ", vocabulary)).isEqualTo(specialAndAlphabet + " " + merged);
    assertThat(trained.vocabularySize()).isEqualTo(vocabulary.size());
    assertThat(trained.smallerThanAsked()).isTrue();
    try (var tokenizer = TokenizerFixtures.open(folder, trained)) {
      assertThat(TokenizerFixtures.tokens(tokenizer, vocabulary, "Lowest WIDER lower, low"))
          .containsExactly("low", "##est", "wi", "##d", "##er", "lower", "[UNK]", "low");
    }
  }

  @Test
  void tiesGoToTheLowerIds() {
    List<String> tokens = new ArrayList<>(List.of("a", "b", "c"));
    int[][] words = {{0, 0, 0, 1}, {0, 1, 2}, {2, 0, 0}};
    long[] counts = {1, 3, 2};
    // ab 1+3 = 4 and aa 2+2 = 4: a is lower than b; then aaab is [aa, a, b]: ab 4, (ab)c 3, caa 2
    var merges = new PairMerging(tokens, "", words, counts).merge(100, 1, silent());
    assertThat(tokens).containsExactly("a", "b", "c", "aa", "ab", "abc", "caa", "aaab");
    assertThat(merges)
        .startsWith(new PairMerging.Merge(0, 0), new PairMerging.Merge(0, 1))
        .hasSize(5);
    assertThat(words).isDeepEqualTo(new int[][] {{7}, {5}, {6}});
  }

  /** Incremental counting must choose what counting all pairs anew would choose. */
  @Test
  void incrementalCountsEqualCountingAnew() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 30; round++) {
      int[][] words = new int[20][];
      long[] counts = random.longs(20, 1, 5).toArray();
      for (int w = 0; w < 20; w++) words[w] = random.ints(random.nextInt(1, 9), 0, 3).toArray();
      int[][] copy = Stream.of(words).map(int[]::clone).toArray(int[][]::new);
      List<String> tokens = new ArrayList<>(List.of("a", "b", "##a"));
      var merges = new PairMerging(tokens, "##", words, counts).merge(15, 2, silent());
      var naive = new NaivePairMerging(List.of("a", "b", "##a"), copy, counts);
      assertThat(merges).as("seed %d", seed).isEqualTo(naive.merge(15, 2));
      assertThat(tokens).as("seed %d", seed).isEqualTo(naive.tokens());
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameTextsGiveTheSameFiles(Kind kind) throws IOException {
    List<String> texts = HARD_TEXTS.subList(0, 8);
    Map<String, String> once = train(kind, 400, texts.stream()).files();
    Map<String, String> again = train(kind, 400, texts.reversed().stream()).files();
    assertThat(again).isEqualTo(once);
    assertThat(once.keySet())
        .contains("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json");
  }

  /** Cut after any of its words, a text has the tokens that end before the cut. */
  @ParameterizedTest
  @EnumSource
  void tokensEndWhereTheTextSays(Kind kind) throws IOException {
    String text = "Zürich \uD83D\uDE00 newest naïve lower \uD83D\uDE00 widest low";
    var texts = Stream.of(EXAMPLE, text, text);
    try (var tokenizer = TokenizerFixtures.open(folder, train(kind, 400, texts))) {
      int[] ends = tokenizer.ends(text);
      int[] ids = tokenizer.encode(text);
      assertThat(ends).hasSameSizeAs(ids).isSorted().endsWith(text.length());
      for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', space + 1)) {
        int cut = space;
        long before = Arrays.stream(ends).filter(end -> end <= cut).count();
        assertThat(tokenizer.encode(text.substring(0, cut)))
            .as(text.substring(0, cut))
            .isEqualTo(Arrays.copyOf(ids, (int) before));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void hardTextsSurvive(Kind kind) throws IOException {
    try (var tokenizer = TokenizerFixtures.open(folder, train(kind, 500, HARD_TEXTS.stream()))) {
      for (String text : HARD_TEXTS) {
        int[] ids = tokenizer.encode(text);
        assertThat(Arrays.stream(ids).max().orElse(0)).isLessThan(tokenizer.vocabularySize());
        if (kind == Kind.BPE) assertThat(tokenizer.decode(ids)).isEqualTo(text);
      }
      assertThat(tokenizer.special().pad()).isPresent();
      Template template = kind == Kind.BPE ? Template.eos(16) : Template.bert(16);
      var cut = template.bind(tokenizer).applyAll(HARD_TEXTS).getLast();
      assertThat(cut.cut()).isEqualTo(kind == Kind.BPE);
      if (cut.cut()) assertThat(cut.ids()).hasSize(16).endsWith(0);
    }
  }

  @Test
  void randomTextsRoundTripThroughBytes() throws IOException {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    try (var tokenizer =
        TokenizerFixtures.open(folder, train(Kind.BPE, 500, HARD_TEXTS.stream()))) {
      for (int i = 0; i < 300; i++) {
        var text = new StringBuilder();
        for (int n = random.nextInt(50); n > 0; n--) {
          int c = random.nextInt(random.nextBoolean() ? 128 : 0x110000);
          if (c < 0xD800 || c > 0xDFFF) text.appendCodePoint(c);
        }
        assertThat(tokenizer.decode(tokenizer.encode(text.toString())))
            .as("seed %d", seed)
            .isEqualTo(text.toString());
      }
    }
  }

  /** With room for every word, each word of the training text is one token, in Rust as in Java. */
  @Test
  void everyFrequentWordBecomesOneToken() throws IOException {
    String text = "It's 12 o'clock:  don't  panic!\n\n\tÄpfel 中文 42nd ... we'll see";
    List<String> words = new ArrayList<>();
    ByteLevel.words(text, words::add);
    try (var tokenizer =
        TokenizerFixtures.open(folder, train(Kind.BPE, 5000, Stream.of(text, text)))) {
      assertThat(tokenizer.encode(text)).hasSize(words.size());
      assertThat(tokenizer.vocabularySize()).isLessThan(5000);
    }
  }

  @Test
  void refusesWhatCannotBeTrained() {
    assertThatThrownBy(() -> train(Kind.WORDPIECE, 20, Stream.of("abcdefghijklmnop")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("must be at least 36");
    assertThatThrownBy(() -> train(Kind.BPE, 500, Stream.empty()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("there is no text");
  }

  @Test
  void writesWhatItPromises() throws IOException {
    train(Kind.WORDPIECE, 100, Stream.of(EXAMPLE)).write(folder);
    assertThat(Files.readAllLines(folder.resolve("vocab.txt"))).contains("newest");
    Files.delete(folder.resolve("tokenizer.json"));
    try (var fromVocab = HfTokenizer.open(folder)) {
      assertThat(fromVocab.encode("newest")).hasSize(1);
    }
  }

  private static TrainedTokenizer train(Kind kind, int size, Stream<String> texts)
      throws IOException {
    return TokenizerTrainer.train(TokenizerSettings.of(kind, size), texts, Progress.SILENT);
  }

  private static Progress silent() {
    return Progress.SILENT.start("", "", 0);
  }
}
