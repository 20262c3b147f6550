package org.denselab.data;

import java.util.List;

/**
 * One query to train on, with <em>all</em> its positives (false negatives are masked against all of
 * them) and the negatives it may be given. Formats without ids use a hash of the text as id.
 *
 * @param teacherScores one score a positive, then one a negative; empty where the record has none
 */
public record Example(
    String id,
    String query,
    List<Document> positives,
    List<Document> negatives,
    List<Double> teacherScores) {
  public Example {
    positives = List.copyOf(positives);
    negatives = List.copyOf(negatives);
    teacherScores = List.copyOf(teacherScores);
    if (positives.isEmpty()) throw new IllegalArgumentException("query " + id + " has no positive");
    int passages = positives.size() + negatives.size();
    if (!teacherScores.isEmpty() && teacherScores.size() != passages)
      throw new IllegalArgumentException(
          "query "
              + id
              + " has "
              + teacherScores.size()
              + " teacher scores for "
              + passages
              + " passages");
  }
}
