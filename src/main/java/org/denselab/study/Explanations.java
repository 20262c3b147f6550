package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.data.Collection;
import org.denselab.data.format.RunFile;
import org.denselab.study.result.StudyResult.Comparison;

/**
 * The queries that each comparison moved most. A collection is read once for all comparisons on it,
 * and a run once for all that it is part of.
 */
final class Explanations {
  private final Store store;
  private final QueryShifts shifts;
  private final Map<Stage, Map<String, String>> firstHits = new HashMap<>();

  Explanations(Store store, QueryShifts shifts) {
    this.store = store;
    this.shifts = shifts;
  }

  /** The comparisons, those over all queries with their shifts; in the order given. */
  List<Comparison> of(List<Comparisons.Made> made) throws IOException {
    Map<String, List<Row>> tables = new LinkedHashMap<>();
    for (var one : made)
      if (explained(one)) {
        List<Row> rows = tables.computeIfAbsent(table(one), _ -> new ArrayList<>());
        rows.add(one.row());
        rows.add(one.baseline());
      }
    Map<String, QueryTexts> texts = new HashMap<>();
    for (var table : tables.entrySet()) {
      Row first = table.getValue().getFirst();
      List<Map<String, String>> hits = new ArrayList<>();
      for (Row row : table.getValue()) hits.add(firstHits(row));
      texts.put(table.getKey(), QueryTexts.of((Collection) first.data(), first.dataSplit(), hits));
    }
    List<Comparison> explained = new ArrayList<>();
    for (var one : made)
      explained.add(explained(one) ? explain(one, texts.get(table(one))) : one.comparison());
    return explained;
  }

  private static boolean explained(Comparisons.Made made) {
    return made.contest().arm().whole() && made.row().data() instanceof Collection;
  }

  private static String table(Comparisons.Made made) {
    return made.comparison().task() + "/" + made.comparison().split();
  }

  private Comparison explain(Comparisons.Made made, QueryTexts texts) throws IOException {
    var contest = made.contest();
    var lookup = texts.between(firstHits(made.baseline()), firstHits(made.row()));
    String metric = contest.metric();
    return made.comparison()
        .withShifts(
            shifts.gained(contest.arm().cell(), contest.other().cell(), metric, lookup),
            shifts.lost(contest.arm().cell(), contest.other().cell(), metric, lookup));
  }

  /** The passage that the first seed's run has first: texts explain, they are not averaged. */
  private Map<String, String> firstHits(Row row) throws IOException {
    Stage search = row.evaluations().getFirst().inputs().getFirst();
    Map<String, String> known = firstHits.get(search);
    if (known != null) return known;
    Map<String, String> hits = new HashMap<>();
    RunFile.read(store.folder(search).resolve("run.txt"))
        .hits()
        .forEach((query, list) -> hits.put(query, list.getFirst().docId()));
    firstHits.put(search, hits);
    return hits;
  }
}
