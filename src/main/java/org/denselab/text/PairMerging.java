package org.denselab.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.denselab.base.Progress;

/**
 * Byte-pair encoding (Sennrich, Haddow and Birch, 2016): again and again the most frequent pair of
 * neighbouring tokens becomes a token. Equal counts are decided by the lower left id, then the
 * lower right id, so that the result depends on the words alone. Counts are kept up to date word by
 * word; only words that hold the merged pair are visited.
 */
final class PairMerging {
  /** Two tokens that become one. */
  record Merge(int left, int right) {}

  /** A pair's count when it was queued; its true count never exceeds that of its newest entry. */
  private record Candidate(long count, long pair) {}

  /** How often a pair occurs, and in which words at most. */
  private static final class Occurrences {
    long count;
    int[] words = new int[4];
    int size;

    void add(int word) {
      if (size > 0 && words[size - 1] == word) return;
      if (size == words.length) words = Arrays.copyOf(words, 2 * size);
      words[size++] = word;
    }
  }

  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();
  private final String continuation;
  private final int[][] words;
  private final long[] counts;
  private final Map<Long, Occurrences> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Candidate::count).reversed().thenComparing(Candidate::pair));

  /**
   * @param tokens the vocabulary to begin with; grows by the merged tokens
   * @param continuation what marks a token inside a word, such as {@code ##}, or nothing
   * @param words token ids of each distinct word; changed by merging
   * @param counts how often each word occurs
   */
  PairMerging(List<String> tokens, String continuation, int[][] words, long[] counts) {
    this.tokens = tokens;
    this.continuation = continuation;
    this.words = words;
    this.counts = counts;
    for (String token : tokens) ids.put(token, ids.size());
    for (int w = 0; w < words.length; w++) {
      for (int i = 1; i < words[w].length; i++) {
        Occurrences pair = occurrences(pair(words[w][i - 1], words[w][i]));
        pair.count += counts[w];
        pair.add(w);
      }
    }
    pairs.forEach((pair, occurrences) -> queue.add(new Candidate(occurrences.count, pair)));
  }

  /** Merges until there are {@code vocabularySize} tokens or no pair occurs often enough. */
  List<Merge> merge(int vocabularySize, long minFrequency, Progress progress) {
    Set<Merge> merges = new HashSet<>();
    List<Merge> ordered = new ArrayList<>();
    while (tokens.size() < vocabularySize && !queue.isEmpty()) {
      Candidate top = queue.remove();
      long count = occurrences(top.pair).count;
      if (count != top.count) {
        if (count > 0) queue.add(new Candidate(count, top.pair));
        continue;
      }
      if (count < Math.max(1, minFrequency)) break;
      var merge = new Merge((int) (top.pair >>> 32), (int) top.pair);
      int before = tokens.size();
      replace(merge, joined(merge));
      progress.step(tokens.size() - before);
      if (merges.add(merge)) ordered.add(merge);
    }
    return ordered;
  }

  /** The merged token's id; two ways of merging may lead to the same token. */
  private int joined(Merge merge) {
    String right = tokens.get(merge.right);
    boolean marked = !continuation.isEmpty() && right.startsWith(continuation);
    String token =
        tokens.get(merge.left) + (marked ? right.substring(continuation.length()) : right);
    Integer known = ids.putIfAbsent(token, tokens.size());
    if (known != null) return known;
    tokens.add(token);
    return tokens.size() - 1;
  }

  private void replace(Merge merge, int token) {
    Occurrences merged = pairs.remove(pair(merge.left, merge.right));
    Set<Long> grown = new HashSet<>();
    for (int at = 0; at < merged.size; at++) {
      int w = merged.words[at];
      int[] before = words[w];
      int[] after = replaced(before, merge, token);
      if (after.length == before.length) continue;
      for (int i = 1; i < before.length; i++)
        occurrences(pair(before[i - 1], before[i])).count -= counts[w];
      for (int i = 1; i < after.length; i++) {
        Occurrences pair = occurrences(pair(after[i - 1], after[i]));
        pair.count += counts[w];
        if (after[i - 1] != token && after[i] != token) continue;
        pair.add(w);
        grown.add(pair(after[i - 1], after[i]));
      }
      words[w] = after;
    }
    pairs.remove(pair(merge.left, merge.right));
    for (long pair : grown) queue.add(new Candidate(occurrences(pair).count, pair));
  }

  private static int[] replaced(int[] word, Merge merge, int token) {
    int[] result = new int[word.length];
    int length = 0;
    for (int i = 0; i < word.length; i++) {
      boolean here = i + 1 < word.length && word[i] == merge.left && word[i + 1] == merge.right;
      result[length++] = here ? token : word[i];
      if (here) i++;
    }
    return Arrays.copyOf(result, length);
  }

  private Occurrences occurrences(long pair) {
    return pairs.computeIfAbsent(pair, p -> new Occurrences());
  }

  private static long pair(int left, int right) {
    return (long) left << 32 | right;
  }
}
