package org.denselab.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.data.Hit;

/**
 * One query's ranking seen through its judgments. A negative grade means pooled but not assessed:
 * it gains nothing and is neither relevant nor judged non-relevant, as in trec_eval.
 */
public final class Ranking {
  private static final int UNJUDGED = Integer.MIN_VALUE;

  private final int[] byRank;
  private final int[] judged;

  private Ranking(int[] byRank, int[] judged) {
    this.byRank = byRank;
    this.judged = judged;
  }

  /**
   * Orders the hits and looks up their grades.
   *
   * @param hits in any order
   * @param judged passage id to grade
   * @param depth ranks that are kept, 0 for all
   * @throws BadInput where a passage occurs twice or a score is not a number
   */
  public static Ranking of(String queryId, List<Hit> hits, Map<String, Integer> judged, int depth) {
    var seen = new HashSet<String>();
    for (Hit hit : hits) {
      if (!seen.add(hit.docId()))
        throw new BadInput(
            "run: query " + queryId + " retrieves document " + hit.docId() + " twice");
      if (Double.isNaN(hit.score()))
        throw new BadInput(
            "run: query " + queryId + ", document " + hit.docId() + ": the score is not a number");
    }
    int[] byRank =
        hits.stream()
            .sorted(ORDER)
            .limit(depth > 0 ? depth : Long.MAX_VALUE)
            .mapToInt(hit -> judged.getOrDefault(hit.docId(), UNJUDGED))
            .toArray();
    return new Ranking(
        byRank, judged.values().stream().mapToInt(Integer::intValue).sorted().toArray());
  }

  /** trec_eval's order: it keeps scores as 32-bit floats and breaks ties by id, descending. */
  static final Comparator<Hit> ORDER =
      Comparator.comparingDouble((Hit hit) -> -asFloat(hit.score()))
          .thenComparing(Hit::docId, (a, b) -> compareBytes(b, a));

  private static float asFloat(double score) {
    return (float) score + 0f; // -0 and 0 tie
  }

  /** Order of the UTF-8 bytes, which is the order of code points and not Java's of UTF-16 units. */
  static int compareBytes(String a, String b) {
    int same = Arrays.mismatch(a.toCharArray(), b.toCharArray());
    if (same < 0) return 0;
    if (same == Math.min(a.length(), b.length())) return a.length() - b.length();
    char left = a.charAt(same);
    char right = b.charAt(same);
    boolean surrogateLeft = Character.isSurrogate(left);
    if (surrogateLeft != Character.isSurrogate(right)) return surrogateLeft ? 1 : -1;
    return left - right;
  }

  /** The number of ranks that count under a cutoff (0: no cutoff). */
  public int ranks(int cutoff) {
    return cutoff > 0 ? Math.min(cutoff, byRank.length) : byRank.length;
  }

  /** {@code index} counts from 0. */
  public boolean relevant(int index, int level) {
    return byRank[index] >= level;
  }

  public boolean judgedNonRelevant(int index, int level) {
    return byRank[index] >= 0 && byRank[index] < level;
  }

  /** True where the judgments name the passage, with whatever grade. */
  public boolean judged(int index) {
    return byRank[index] != UNJUDGED;
  }

  /** The grade, 0 where there is none or a negative one. */
  public int gain(int index) {
    return Math.max(0, byRank[index]);
  }

  /** The gain at {@code index} of the best possible ranking, 0 beyond its end. */
  public int idealGain(int index) {
    return index < judged.length ? Math.max(0, judged[judged.length - 1 - index]) : 0;
  }

  /** Number of judged passages, whatever their grade. */
  public int judgments() {
    return judged.length;
  }

  /** Number of passages judged relevant, retrieved or not. */
  public int relevant(int level) {
    return (int) Arrays.stream(judged).filter(grade -> grade >= level).count();
  }

  /** Number of passages judged non-relevant, retrieved or not. */
  public int judgedNonRelevant(int level) {
    return (int) Arrays.stream(judged).filter(grade -> grade >= 0 && grade < level).count();
  }

  /** Number of relevant passages at the ranks that count. */
  public int relevantRetrieved(int cutoff, int level) {
    int count = 0;
    for (int i = 0; i < ranks(cutoff); i++) if (relevant(i, level)) count++;
    return count;
  }
}
