package org.denselab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.study.result.Explored;
import org.denselab.study.result.Explored.Asked;
import org.denselab.study.result.Explored.Found;
import org.denselab.study.result.Explored.Returned;

/**
 * What the page's explorer of queries reads: JSON that names each passage once and writes a value
 * as thousandths. It stays under a size; what has no room is left out and told.
 *
 * @param json for a script element
 * @param leftOut a sentence about each task of which something is left out
 */
public record ExplorerData(String json, List<String> leftOut) {
  /** More than a page bears beside its tables and charts. */
  static final int MOST_BYTES = 850_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * @param most bytes that it may take
   */
  static ExplorerData of(List<Explored> explored, int most) {
    var tables = NODES.arrayNode();
    List<String> leftOut = new ArrayList<>();
    int left = most;
    for (int i = 0; i < explored.size(); i++) {
      Explored table = explored.get(i);
      int share = left / (explored.size() - i);
      var packed = new Table(table, share);
      tables.add(packed.node);
      left -= packed.bytes;
      packed.told().ifPresent(leftOut::add);
    }
    return new ExplorerData(inline(tables.toString()), leftOut);
  }

  public boolean empty() {
    return json.equals("[]");
  }

  /** No {@code <}, so that no text in it can end the element. */
  static String inline(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  /** One task, packed query by query until its share is used. */
  private static final class Table {
    private final Explored table;
    private final ObjectNode node = NODES.objectNode();
    private final ArrayNode queries = NODES.arrayNode();
    private final ArrayNode documents = NODES.arrayNode();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private int bytes;
    private int detailed;

    Table(Explored table, int most) {
      this.table = table;
      node.put("task", table.task()).put("split", table.split()).put("metric", table.metric());
      node.put("total", table.total());
      ArrayNode arms = node.putArray("arms");
      table.arms().forEach(arms::add);
      bytes = size(node);
      for (Asked query : table.queries()) {
        ArrayNode plain = plain(query);
        if (bytes + size(plain) > most) break;
        bytes += size(plain);
        queries.add(plain);
        if (detailed == queries.size() - 1 && !query.found().isEmpty()) add(query, plain, most);
      }
      node.set("queries", queries);
      node.set("passages", documents);
    }

    /** Id, text, values. */
    private ArrayNode plain(Asked query) {
      ArrayNode node = NODES.arrayNode().add(query.id()).add(query.text());
      ArrayNode values = node.addArray();
      for (double value : query.values())
        if (Double.isFinite(value)) values.add(Math.round(value * 1000));
        else values.addNull();
      return node;
    }

    /** The relevant passages, and for each arm the rank of one and its first hits. */
    private void add(Asked query, ArrayNode plain, int most) {
      int before = documents.size();
      int beforeBytes = bytes;
      ArrayNode gold = NODES.arrayNode();
      query.gold().forEach(id -> gold.add(number(id)));
      ArrayNode found = NODES.arrayNode();
      for (Found arm : query.found()) {
        ArrayNode hits = found.addArray().add(arm.goldRank());
        for (Returned hit : arm.hits()) hits.add(number(hit.id())).add(score(hit.score()));
      }
      bytes += size(gold) + size(found) + 2;
      if (bytes > most) {
        while (documents.size() > before) documents.remove(documents.size() - 1);
        numbers.values().removeIf(number -> number >= before);
        bytes = beforeBytes;
        return;
      }
      detailed++;
      plain.add(gold).add(found);
    }

    private int number(String id) {
      Integer known = numbers.get(id);
      if (known != null) return known;
      ArrayNode document = NODES.arrayNode().add(id).add(table.passages().getOrDefault(id, ""));
      bytes += size(document);
      documents.add(document);
      numbers.put(id, numbers.size());
      return numbers.size() - 1;
    }

    private static BigDecimal score(double score) {
      if (!Double.isFinite(score)) return BigDecimal.ZERO;
      return new BigDecimal(score).round(new MathContext(4)).stripTrailingZeros();
    }

    /** In UTF-8, and with what {@link #inline} makes of it. */
    private static int size(JsonNode node) {
      return inline(node.toString()).getBytes(StandardCharsets.UTF_8).length + 1;
    }

    private Optional<String> told() {
      int kept = queries.size();
      String of = Figures.count(table.total(), "query", "queries");
      if (kept < table.total())
        return Optional.of(
            "%s, %s: the %s of %s on which arms differ most are here, %s of them with texts of hits; all values are in per_query.csv"
                .formatted(
                    table.task(), table.split(), Figures.count(kept), of, Figures.count(detailed)));
      if (detailed < kept)
        return Optional.of(
            "%s, %s: hits are shown for the %s of %s on which arms differ most"
                .formatted(table.task(), table.split(), Figures.count(detailed), of));
      return Optional.empty();
    }
  }
}
