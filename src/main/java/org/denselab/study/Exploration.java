package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Hit;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;
import org.denselab.data.Run;
import org.denselab.data.format.RunFile;
import org.denselab.study.result.Explored;
import org.denselab.study.result.Explored.Asked;
import org.denselab.study.result.Explored.Found;
import org.denselab.study.result.Explored.Returned;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;

/**
 * Gathers queries with what every arm returned for them, the first seed's run: texts explain, they
 * are not averaged. What is gathered is bounded, whatever a study's size.
 */
public final class Exploration {
  private static final int HITS = 3;
  private static final int MOST_GOLD = 3;
  private static final int MOST_VALUES = 150_000;
  private static final int MOST_FOUND = 20_000;
  private static final int MOST_CHARACTERS = 360;

  private final Store store;
  private final boolean texts;

  private Exploration(Store store, boolean texts) {
    this.store = store;
    this.texts = texts;
  }

  /**
   * One for each task and split whose data is a collection and of which some arm is finished; none
   * where the study does not ask for it.
   */
  public static List<Explored> of(StudyPlan plan, Store store, StudyResult result)
      throws IOException {
    var report = plan.study().cells().getFirst().study().report();
    if (!report.queries()) return List.of();
    Map<List<String>, List<Row>> tables = new LinkedHashMap<>();
    for (Row row : plan.rows())
      if (row.data() instanceof Collection)
        tables
            .computeIfAbsent(List.of(row.task().name(), row.split()), _ -> new ArrayList<>())
            .add(row);
    int arms = Math.max(1, tables.values().stream().mapToInt(List::size).sum());
    var exploration = new Exploration(store, report.texts());
    List<Explored> explored = new ArrayList<>();
    for (List<Row> rows : tables.values()) {
      Map<Row, Cell> cells = cells(rows, result);
      if (!cells.isEmpty())
        explored.add(exploration.table(cells, MOST_VALUES / arms, MOST_FOUND / arms));
    }
    return explored;
  }

  private static Map<Row, Cell> cells(List<Row> rows, StudyResult result) {
    Map<Row, Cell> cells = new LinkedHashMap<>();
    for (Row row : rows)
      for (Cell cell : result.cells())
        if (cell.id().equals(row.arm())
            && cell.task().equals(row.task().name())
            && cell.split().equals(row.split())
            && cell.slice().equals(Arm.ALL)
            && !cell.perQuery().isEmpty()) cells.put(row, cell);
    return cells;
  }

  /**
   * @param most how many queries are kept, and {@code detailed} how many of them with hits
   */
  private Explored table(Map<Row, Cell> cells, int most, int detailed) throws IOException {
    Row first = cells.keySet().iterator().next();
    String metric = first.task().task().metric().toString();
    var data = (Collection) first.data();
    QuerySet set = data.queries(first.dataSplit());
    List<Map<String, Double>> values =
        cells.values().stream().map(c -> c.perQuery().getOrDefault(metric, Map.of())).toList();
    List<Query> judged =
        set.queries().stream()
            .filter(q -> values.stream().anyMatch(v -> v.containsKey(q.id())))
            .sorted(Comparator.comparingDouble((Query q) -> -spread(q, values)))
            .toList();
    List<Query> kept = judged.subList(0, Math.min(most, judged.size()));
    List<Query> looked = kept.subList(0, Math.min(detailed, kept.size()));
    Map<String, List<Found>> found = new HashMap<>();
    for (Row row : cells.keySet()) {
      Run run = run(row);
      for (Query query : looked)
        found
            .computeIfAbsent(query.id(), _ -> new ArrayList<>())
            .add(found(run.of(query.id()), set.qrels().of(query.id())));
    }
    List<Asked> asked = new ArrayList<>();
    for (Query query : kept)
      asked.add(
          new Asked(
              query.id(),
              texts ? cut(query.text()) : "",
              gold(set.qrels().of(query.id())),
              values.stream().map(v -> v.getOrDefault(query.id(), Double.NaN)).toList(),
              found.getOrDefault(query.id(), List.of())));
    return new Explored(
        first.task().name(),
        first.split(),
        metric,
        cells.values().stream().map(Cell::id).toList(),
        asked,
        judged.size(),
        texts ? passages(data, asked) : Map.of());
  }

  private Run run(Row row) {
    Stage search = row.evaluations().getFirst().inputs().getFirst();
    return RunFile.read(store.folder(search).resolve("run.txt"));
  }

  /** How far arms are apart on a query. */
  private static double spread(Query query, List<Map<String, Double>> values) {
    var statistics =
        values.stream().mapToDouble(v -> v.getOrDefault(query.id(), 0.0)).summaryStatistics();
    return statistics.getMax() - statistics.getMin();
  }

  private static Found found(List<Hit> hits, Map<String, Integer> judged) {
    int rank = 0;
    for (int i = 0; i < hits.size() && rank == 0; i++)
      if (judged.getOrDefault(hits.get(i).docId(), 0) > 0) rank = i + 1;
    return new Found(
        rank, hits.stream().limit(HITS).map(h -> new Returned(h.docId(), h.score())).toList());
  }

  private static List<String> gold(Map<String, Integer> judged) {
    return judged.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_GOLD)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** In one pass over the corpus. */
  private static Map<String, String> passages(Collection data, List<Asked> asked)
      throws IOException {
    Set<String> wanted = new LinkedHashSet<>();
    for (Asked query : asked) {
      if (query.found().isEmpty()) continue;
      wanted.addAll(query.gold());
      query.found().forEach(f -> f.hits().forEach(hit -> wanted.add(hit.id())));
    }
    Map<String, String> passages = new HashMap<>();
    try (Stream<Document> documents = data.corpus().documents()) {
      documents
          .filter(d -> wanted.contains(d.id()))
          .forEach(d -> passages.put(d.id(), cut(d.joined())));
    }
    return passages;
  }

  private static String cut(String text) {
    if (text.length() <= MOST_CHARACTERS) return text;
    int end = MOST_CHARACTERS - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
    return text.substring(0, end) + "…";
  }
}
