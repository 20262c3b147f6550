package org.denselab.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.denselab.study.result.Evidence;
import org.denselab.study.result.StudyResult;
import org.denselab.study.result.StudyResult.Cell;
import org.denselab.study.result.StudyResult.Comparison;
import org.denselab.study.result.StudyResult.QueryShift;
import org.denselab.study.result.Summary;

/**
 * {@code results.json}. The same study gives the same bytes, but for {@code environment} and {@code
 * stages}, which hold the machine, times and memory: keys are sorted wherever the study gives a
 * map. Values that are not finite are {@code null}.
 */
final class ResultsJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ResultsJson() {}

  static String of(StudyResult result) {
    return tree(result).toPrettyString() + "\n";
  }

  /** For a script element: no {@code <}, so that no text in it can end the element. */
  static String inline(StudyResult result) {
    ObjectNode tree = tree(result);
    for (var comparison : tree.withArray("comparisons")) {
      ((ObjectNode) comparison).remove(List.of("gained", "lost"));
    }
    tree.remove("exhibits");
    return tree.toString().replace("<", "\\u003c");
  }

  private static ObjectNode tree(StudyResult result) {
    ObjectNode root = NODES.objectNode();
    root.put("study", result.study());
    root.put("exit", result.exit());
    ArrayNode cells = root.putArray("cells");
    for (Cell cell : result.cells()) cells.add(cell(cell));
    root.put("title", result.title());
    root.put("question", result.question());
    root.put("answer", Answer.of(result).text());
    root.put("hash", result.hash());
    root.put("command", result.command());
    ArrayNode comparisons = root.putArray("comparisons");
    for (Comparison comparison : result.comparisons()) comparisons.add(comparison(comparison));
    ArrayNode summaries = root.putArray("summaries");
    for (Summary summary : result.summaries()) summaries.add(summary(summary));
    ArrayNode expectations = root.putArray("expectations");
    for (var expected : result.expectations()) {
      ObjectNode node = expectations.addObject().put("statement", expected.statement());
      number(node, "actual", expected.actual());
      node.put("met", expected.met());
    }
    root.set("exhibits", ExhibitJson.of(result.exhibits()));
    ArrayNode data = root.putArray("data");
    for (var card : result.data())
      data.addObject()
          .put("name", card.name())
          .put("fingerprint", card.fingerprint())
          .put("synthetic", card.synthetic())
          .put("documents", card.documents())
          .put("source", card.source())
          .set("queries_by_split", MAPPER.valueToTree(new TreeMap<>(card.queriesBySplit())));
    root.set("choices", strings(result.choices()));
    root.set("notes", MAPPER.valueToTree(result.notes()));
    root.set("environment", strings(result.environment()));
    ArrayNode stages = root.putArray("stages");
    for (var stage : result.stages())
      number(
          stages
              .addObject()
              .put("kind", stage.kind())
              .put("key", stage.key())
              .put("title", stage.title())
              .put("state", stage.state())
              .put("peak_bytes", stage.peakBytes())
              .put("told_seconds", rounded(stage.cost().toldSeconds()))
              .put("native_bytes", stage.cost().usedBytes())
              .put("told_native_bytes", stage.cost().toldBytes())
              .put("disk_bytes", stage.cost().usedDisk())
              .put("told_disk_bytes", stage.cost().toldDisk())
              .put("detail", stage.detail())
              .put("log", stage.log()),
          "seconds",
          stage.seconds());
    return root;
  }

  /** To the millisecond: nobody can tell more. */
  private static double rounded(double seconds) {
    return Math.round(1000 * seconds) / 1000.0;
  }

  private static ObjectNode cell(Cell cell) {
    ObjectNode node = NODES.objectNode().put("id", cell.id());
    node.set("settings", strings(cell.settings()));
    node.put("state", cell.state());
    node.put("task", cell.task()).put("split", cell.split()).put("slice", cell.slice());
    node.put("retriever", cell.retriever());
    ObjectNode metrics = node.putObject("metrics");
    new TreeMap<>(cell.metrics()).forEach((metric, value) -> number(metrics, metric, value));
    node.put("queries", cell.queries()).put("averaged_over", cell.averagedOver());
    if (!cell.error().isEmpty()) node.put("error", cell.error());
    return node;
  }

  private static ObjectNode comparison(Comparison c) {
    ObjectNode node = NODES.objectNode().put("cell", c.cell()).put("baseline", c.baseline());
    node.put("task", c.task()).put("split", c.split()).put("slice", c.slice());
    node.put("metric", c.metric());
    number(node, "value", c.value());
    number(node, "baseline_value", c.baselineValue());
    evidence(node, c.evidence());
    node.set("gained", shifts(c.gained()));
    node.set("lost", shifts(c.lost()));
    return node;
  }

  private static void evidence(ObjectNode node, Evidence e) {
    number(node, "delta", e.delta());
    number(node, "low", e.low());
    number(node, "high", e.high());
    number(node, "confidence", e.confidence());
    node.put("test", e.test());
    number(node, "p", e.p());
    number(node, "p_holm", e.pHolm());
    node.put("family", e.family()).put("queries", e.queries()).put("seeds", e.seeds());
    node.put("verdict", e.verdict());
    if (!e.noDifference().isEmpty()) {
      number(node, "margin", e.margin());
      node.put("no_difference", e.noDifference());
      number(node, "equivalence_low", e.equivalence().low());
      number(node, "equivalence_high", e.equivalence().high());
      number(node, "equivalence_confidence", e.equivalence().confidence());
    }
    number(node, "smallest_detectable", e.smallest());
  }

  private static ObjectNode summary(Summary s) {
    ObjectNode node = NODES.objectNode().put("kind", s.kind().name().toLowerCase(Locale.ROOT));
    node.put("claim", s.claim()).put("cell", s.arm()).put("baseline", s.baseline());
    node.put("split", s.split()).put("metric", s.metric());
    node.set("tasks", MAPPER.valueToTree(s.tasks()));
    node.set("no_signal", strings(s.noSignal()));
    evidence(node, s.evidence());
    if (!s.caveat().isEmpty()) node.put("caveat", s.caveat());
    return node;
  }

  private static ArrayNode shifts(List<QueryShift> shifts) {
    ArrayNode array = NODES.arrayNode();
    for (QueryShift shift : shifts) {
      ObjectNode node = array.addObject().put("query_id", shift.queryId());
      node.put("query", shift.query());
      number(node, "before", shift.before());
      number(node, "after", shift.after());
      node.put("gold_id", shift.goldId()).put("gold", shift.gold());
      node.put("top_before", shift.topBefore()).put("top_after", shift.topAfter());
    }
    return array;
  }

  private static ObjectNode strings(Map<String, String> map) {
    ObjectNode node = NODES.objectNode();
    new TreeMap<>(map).forEach(node::put);
    return node;
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) node.put(name, value);
    else node.putNull(name);
  }
}
