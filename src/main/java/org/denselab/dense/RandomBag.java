package org.denselab.dense;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Hash64;
import org.denselab.base.Seeds;
import org.denselab.data.Corpus;
import org.denselab.data.Document;
import org.denselab.engine.Matrix;

/**
 * Texts as the mean of random word vectors, at unit length: what a width of embeddings scores when
 * nothing is learned. Two texts are near when they share words, and the wider the vectors, the less
 * noise there is in it, so that sizes seem to help. Words are runs of letters and digits in lower
 * case; a text is taken whole.
 */
public final class RandomBag {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final int REMEMBERED_VALUES = 8 << 20;

  private final int width;
  private final long seed;
  private final Weights weights;
  private final Map<String, float[]> remembered = new HashMap<>();

  /** What a word counts in the mean. */
  @FunctionalInterface
  public interface Weights {
    double of(String word);
  }

  public RandomBag(int width, long seed, Weights weights) {
    this.width = width;
    this.seed = seed;
    this.weights = weights;
  }

  /** Every word counts the same. */
  public static Weights equal() {
    return _ -> 1;
  }

  /**
   * Words count by their inverse document frequency, as BM25 has it: ln(1 + (n - df + ½)/(df + ½)).
   */
  public static Weights idf(Stream<String> texts) {
    Map<String, Integer> frequencies = new HashMap<>();
    int[] count = {0};
    texts.forEach(
        text -> {
          count[0]++;
          for (String word : new HashSet<>(words(text))) frequencies.merge(word, 1, Integer::sum);
        });
    return word -> {
      int frequency = frequencies.getOrDefault(word, 0);
      return Math.log1p((count[0] - frequency + 0.5) / (frequency + 0.5));
    };
  }

  /** [texts, width]; a text without words is 0. */
  public Matrix encode(List<String> texts) {
    var all = new Matrix(texts.size(), width);
    for (int row = 0; row < texts.size(); row++) encode(texts.get(row), all.values(), row * width);
    return all;
  }

  /** Writes a corpus as a vector file. */
  public void encode(Corpus corpus, Path target) throws IOException {
    try (Stream<Document> documents = corpus.documents()) {
      AtomicFiles.write(
          target,
          out -> {
            var writer = new VectorWriter(out, corpus.size(), width);
            for (var each = documents.iterator(); each.hasNext(); ) {
              Document document = each.next();
              writer.append(List.of(document.id()), encode(List.of(document.joined())));
            }
            writer.finish();
          });
    }
  }

  private void encode(String text, float[] into, int at) {
    double[] sum = new double[width];
    for (String word : words(text)) {
      double weight = weights.of(word);
      float[] vector = vector(word);
      for (int i = 0; i < width; i++) sum[i] += weight * vector[i];
    }
    double squares = 0;
    for (double value : sum) squares += value * value;
    if (squares == 0) return;
    for (int i = 0; i < width; i++) into[at + i] = (float) (sum[i] / Math.sqrt(squares));
  }

  private float[] vector(String word) {
    float[] known = remembered.get(word);
    if (known != null) return known;
    SplittableRandom random = Seeds.stream(seed, "random bag", Hash64.of(word));
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) vector[i] = (float) random.nextGaussian();
    if ((long) remembered.size() * width < REMEMBERED_VALUES) remembered.put(word, vector);
    return vector;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    var matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) words.add(matcher.group());
    return words;
  }
}
