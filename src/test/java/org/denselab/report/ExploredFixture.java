package org.denselab.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.Seeds;
import org.denselab.study.result.Explored;
import org.denselab.study.result.Explored.Asked;
import org.denselab.study.result.Explored.Found;
import org.denselab.study.result.Explored.Returned;

/** What arms returned, made up. */
final class ExploredFixture {
  private static final int HITS = 3;

  private ExploredFixture() {}

  /** {@code detailed} of {@code queries} queries with hits; {@code text} is in each of them. */
  static Explored of(String task, List<String> arms, int queries, int detailed, String text) {
    var random = Seeds.stream(queries, task);
    Map<String, String> passages = new HashMap<>();
    List<Asked> asked = new ArrayList<>();
    for (int q = 0; q < queries; q++) {
      List<Double> values = new ArrayList<>();
      List<Found> found = new ArrayList<>();
      for (int arm = 0; arm < arms.size(); arm++) {
        values.add(random.nextInt(5) / 4.0);
        List<Returned> hits = new ArrayList<>();
        for (int hit = 0; hit < HITS; hit++) {
          String id = "d" + (q + random.nextInt(20) * queries);
          passages.put(id, "Passage " + id + " of the collection, " + text);
          hits.add(new Returned(id, 20 * random.nextDouble()));
        }
        if (q < detailed) found.add(new Found(random.nextInt(90), hits));
      }
      passages.put("d" + q, "What query " + q + " asks for: " + text);
      asked.add(new Asked("q" + q, "query " + q + " " + text, List.of("d" + q), values, found));
    }
    return new Explored(task, "test", "nDCG@10", arms, asked, queries, passages);
  }
}
