package org.denselab.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.denselab.dsl.Facts;
import org.denselab.dsl.StudyCell;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;

/** What is known of a study's backbones beforehand: how large, read how much, base or chat. */
final class BackboneFacts {
  private static final List<String> COLUMNS =
      List.of(
          "backbone",
          "family",
          "parameters",
          "besides embeddings",
          "tokens read",
          "tuned",
          "license");

  private BackboneFacts() {}

  /** As the end of a line about a backbone. */
  static String published(TowerCost tower) {
    Facts facts = tower.backbone().facts();
    String seen = facts.tokensSeen().map(n -> "; " + n + " tokens read before").orElse("");
    return counted(tower) + seen + (facts.chat() ? "; a chat model" : "");
  }

  /**
   * The published number of parameters, where what it counts besides is known: not that of a preset
   * whose numbers a study overrides.
   */
  private static String counted(TowerCost tower) {
    var published = tower.backbone().facts().parameters();
    if (published.isEmpty()) return "";
    long hidden = tower.cost().config().hiddenSize();
    long vocabulary = tower.cost().config().vocabularySize();
    long projection = tower.backbone().head().project().map(width -> width * hidden).orElse(0L);
    long besides = published.get() - (tower.cost().parameters() - projection);
    if (besides == 0) return "; as published";
    String what =
        besides == hidden * hidden + hidden
            ? "pooler"
            : besides == hidden * vocabulary || besides == (hidden + 1) * vocabulary
                ? "language model's head"
                : "";
    return what.isEmpty() ? "" : "; %,d with its %s, as published".formatted(published.get(), what);
  }

  /** One table, of what is known of any; none for a study without backbones. */
  static List<Exhibit> table(List<StudyCell> cells) {
    Map<String, List<Entry>> rows = new LinkedHashMap<>();
    for (StudyCell cell : cells)
      for (TowerCost tower : new CellTowers(cell).all()) {
        String name = CellTowers.name(tower.backbone());
        rows.computeIfAbsent(name, _ -> row(name, tower));
      }
    if (rows.isEmpty()) return List.of();
    List<Integer> known =
        IntStream.range(0, COLUMNS.size())
            .filter(i -> rows.values().stream().anyMatch(row -> !row.get(i).text().isEmpty()))
            .boxed()
            .toList();
    return List.of(
        new Exhibit.Table(
            "Backbones",
            "Backbones of the study",
            "Sizes are counted from the program; embeddings are those of tokens, positions and"
                + " types. Tokens read, in the published pre-training, are the publisher's number.",
            known.stream().map(COLUMNS::get).toList(),
            rows.values().stream().map(row -> known.stream().map(row::get).toList()).toList()));
  }

  private static List<Entry> row(String name, TowerCost tower) {
    var facts = tower.backbone().facts();
    return List.of(
        Entry.of(name),
        Entry.of(tower.cost().config().family()),
        count(tower.cost().parameters()),
        count(tower.cost().nonEmbedding()),
        facts
            .tokensSeen()
            .map(n -> new Entry(n.toString(), n.value(), Exhibit.Tone.PLAIN, ""))
            .orElse(Entry.of("")),
        Entry.of(facts.chat() ? "chat" : "base"),
        Entry.of(facts.license().orElse("")));
  }

  private static Entry count(long number) {
    return new Entry("%,d".formatted(number), number, Exhibit.Tone.PLAIN, "");
  }
}
