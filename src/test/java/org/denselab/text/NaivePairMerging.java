package org.denselab.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pair merging by the definition: every step counts every pair of every word. */
final class NaivePairMerging {
  private final List<String> tokens;
  private final int[][] words;
  private final long[] counts;

  NaivePairMerging(List<String> tokens, int[][] words, long[] counts) {
    this.tokens = new ArrayList<>(tokens);
    this.words = words;
    this.counts = counts;
  }

  List<String> tokens() {
    return tokens;
  }

  List<PairMerging.Merge> merge(int size, long minFrequency) {
    List<PairMerging.Merge> merges = new ArrayList<>();
    while (tokens.size() < size) {
      Map<Long, Long> pairs = new TreeMap<>();
      for (int w = 0; w < words.length; w++) {
        for (int i = 1; i < words[w].length; i++)
          pairs.merge((long) words[w][i - 1] << 32 | words[w][i], counts[w], Long::sum);
      }
      long best = -1;
      long most = minFrequency - 1;
      for (var pair : pairs.entrySet()) {
        if (pair.getValue() <= most) continue;
        most = pair.getValue();
        best = pair.getKey();
      }
      if (best < 0) break;
      var merge = new PairMerging.Merge((int) (best >>> 32), (int) best);
      String token = tokens.get(merge.left()) + tokens.get(merge.right()).replaceFirst("^##", "");
      if (!tokens.contains(token)) tokens.add(token);
      for (int w = 0; w < words.length; w++)
        words[w] = replaced(words[w], merge, tokens.indexOf(token));
      if (!merges.contains(merge)) merges.add(merge);
    }
    return merges;
  }

  private static int[] replaced(int[] word, PairMerging.Merge merge, int token) {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < word.length; i++) {
      if (i + 1 < word.length && word[i] == merge.left() && word[i + 1] == merge.right()) {
        result.add(token);
        i++;
      } else {
        result.add(word[i]);
      }
    }
    return result.stream().mapToInt(t -> t).toArray();
  }
}
