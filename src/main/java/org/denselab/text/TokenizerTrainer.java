package org.denselab.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;

/**
 * Trains a tokenizer on texts: words are counted, then pairs merged. WordPiece is trained as
 * HuggingFace's WordPieceTrainer does it, by the same merges with {@code ##} inside words, and used
 * by greedy longest match. The same texts give the same files, byte for byte.
 */
public final class TokenizerTrainer {
  private static final Logger log = LogManager.getLogger(TokenizerTrainer.class);

  /** Rarer characters become unknown, as with HuggingFace's BERT trainer. */
  private static final int ALPHABET = 1000;

  /** Longer words, in bytes, teach nothing and cost quadratic time. */
  private static final int LONGEST_BYTES = 1000;

  private TokenizerTrainer() {}

  /**
   * Reads all {@code texts} once; the caller closes the stream.
   *
   * @throws BadInput when the vocabulary is too small for the alphabet, or there is no text
   */
  public static TrainedTokenizer train(
      TokenizerSettings settings, Stream<String> texts, Progress.Source progress)
      throws IOException {
    TrainedTokenizer trained =
        switch (settings.kind()) {
          case WORDPIECE -> wordPiece(settings, texts, progress);
          case BPE -> byteLevelBpe(settings, texts, progress);
        };
    if (trained.smallerThanAsked())
      log.info(
          "the text yields a vocabulary of {} tokens, not {}: no other pair occurs {} times",
          trained.vocabularySize(),
          settings.vocabularySize(),
          settings.minFrequency());
    return trained;
  }

  private static TrainedTokenizer wordPiece(
      TokenizerSettings settings, Stream<String> texts, Progress.Source progress)
      throws IOException {
    var normalization = BertNormalization.UNCASED;
    Map<String, long[]> counts = new HashMap<>();
    texts
        .sequential()
        .forEach(text -> normalization.words(text, counter(counts, WordPieceFile.LONGEST_WORD)));
    Set<String> alphabet = alphabet(counts);
    TreeMap<String, Long> words = new TreeMap<>();
    counts.forEach(
        (word, count) -> {
          if (alphabet.containsAll(characters(word))) words.put(word, count[0]);
        });

    Set<String> tokens = new LinkedHashSet<>(settings.special().tokens(settings.kind()));
    tokens.addAll(alphabet);
    Set<String> inside = new TreeSet<>();
    for (String word : words.keySet()) inside.addAll(pieces(word).subList(1, pieces(word).size()));
    tokens.addAll(inside);
    List<String> vocabulary = new ArrayList<>(tokens);
    merge(settings, vocabulary, "##", words, progress);
    var file = new WordPieceFile(vocabulary, normalization, settings.special());
    return new TrainedTokenizer(settings, vocabulary.size(), file.files());
  }

  private static TrainedTokenizer byteLevelBpe(
      TokenizerSettings settings, Stream<String> texts, Progress.Source progress)
      throws IOException {
    Map<String, long[]> counts = new HashMap<>();
    texts.sequential().forEach(text -> ByteLevel.words(text, counter(counts, LONGEST_BYTES)));
    TreeMap<String, Long> words = new TreeMap<>();
    counts.forEach((word, count) -> words.put(word, count[0]));
    List<String> vocabulary = new ArrayList<>(settings.special().tokens(settings.kind()));
    vocabulary.addAll(ByteLevel.alphabet());
    var merges = merge(settings, vocabulary, "", words, progress);
    var file = new ByteLevelBpeFile(vocabulary, merges, settings.special());
    return new TrainedTokenizer(settings, vocabulary.size(), file.files());
  }

  private static Consumer<String> counter(Map<String, long[]> counts, int longest) {
    return word -> {
      if (word.length() <= longest) counts.computeIfAbsent(word, w -> new long[1])[0]++;
    };
  }

  /** The most frequent characters, sorted. */
  private static Set<String> alphabet(Map<String, long[]> counts) {
    Map<String, Long> frequency = new TreeMap<>();
    counts.forEach((word, n) -> characters(word).forEach(c -> frequency.merge(c, n[0], Long::sum)));
    return frequency.entrySet().stream()
        .sorted(Comparator.comparingLong((Map.Entry<String, Long> e) -> -e.getValue()))
        .limit(ALPHABET)
        .map(Map.Entry::getKey)
        .collect(TreeSet::new, Set::add, Set::addAll);
  }

  private static List<String> characters(String word) {
    return word.codePoints().mapToObj(Character::toString).toList();
  }

  /** The characters of a word, those after the first marked. */
  private static List<String> pieces(String word) {
    List<String> pieces = new ArrayList<>(characters(word));
    for (int i = 1; i < pieces.size(); i++) pieces.set(i, "##" + pieces.get(i));
    return pieces;
  }

  private static List<PairMerging.Merge> merge(
      TokenizerSettings settings,
      List<String> vocabulary,
      String continuation,
      SortedMap<String, Long> counted,
      Progress.Source progress) {
    if (counted.isEmpty()) throw new BadInput("a tokenizer cannot be trained: there is no text");
    if (settings.vocabularySize() < vocabulary.size())
      throw new BadInput(
          "a vocabulary of "
              + (settings.vocabularySize()
                  + " cannot hold the special tokens and characters of the")
              + (" text; it must be at least " + vocabulary.size()));
    Map<String, Integer> ids = new HashMap<>();
    for (String token : vocabulary) ids.put(token, ids.size());
    int[][] words =
        counted.keySet().stream()
            .map(word -> continuation.isEmpty() ? characters(word) : pieces(word))
            .map(pieces -> pieces.stream().mapToInt(ids::get).toArray())
            .toArray(int[][]::new);
    long[] counts = counted.values().stream().mapToLong(Long::longValue).toArray();
    int missing = settings.vocabularySize() - vocabulary.size();
    try (Progress bar = progress.start("train tokenizer", "tokens", missing)) {
      return new PairMerging(vocabulary, continuation, words, counts)
          .merge(settings.vocabularySize(), settings.minFrequency(), bar);
    }
  }
}
