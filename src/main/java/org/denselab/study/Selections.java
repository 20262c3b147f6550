package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.dsl.Select;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Tuning;
import org.denselab.dsl.Words;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.stage.ChoiceStage;

/** What a study chooses on dev: told before it runs, and shown with the values that decided. */
final class Selections {
  private static final String SECTION = "Chosen on dev";
  private static final String VALUE = "%.4f";

  private Selections() {}

  /** A line for each way in which cells choose. */
  static List<String> planned(List<StudyCell> cells) {
    Set<String> lines = new LinkedHashSet<>();
    for (StudyCell cell : cells)
      if (cell.study().select() instanceof Select.Best best
          && !(cell.study().tuning() instanceof Tuning.None)) {
        List<String> among = among(best, cell);
        if (!among.isEmpty()) lines.add(line(best, among));
      }
    return List.copyOf(lines);
  }

  private static List<String> among(Select.Best best, StudyCell cell) {
    List<String> among = new ArrayList<>();
    List<Integer> steps = cell.study().train().checkpoints();
    if (steps.size() > 1 && best.checkpoint() == Select.Checkpoint.BEST)
      among.add("the checkpoint of each run among steps " + steps);
    if (!cell.rivals().isEmpty())
      among.add(
          "%s among %s by the mean over %s %s"
              .formatted(
                  String.join(" and ", best.over()),
                  cell.rivals().stream()
                      .map(rival -> label(best, rival))
                      .collect(Collectors.joining("; ")),
                  best.seeds().size() == 1 ? "seed" : "seeds",
                  best.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))));
    return among;
  }

  private static String line(Select.Best best, List<String> among) {
    return "chosen on %s before test is scored, of %s: %s"
        .formatted(
            Words.of(best.split()),
            best.metric().map(Object::toString).orElse("each task's metric"),
            String.join("; ", among));
  }

  private static String label(Select.Best best, StudyCell rival) {
    return best.over().stream().map(rival.axes()::get).collect(Collectors.joining(", "));
  }

  /** A table for each thing that was chosen. */
  static List<Exhibit> tables(Map<Stage, Scheduler.Outcome> outcomes, Store store)
      throws IOException {
    Map<List<String>, List<List<Entry>>> tables = new LinkedHashMap<>();
    for (var entry : outcomes.entrySet()) {
      Stage stage = entry.getKey();
      if (!stage.kind().equals(ChoiceStage.KIND)
          || !(entry.getValue() instanceof Scheduler.Outcome.Finished)) continue;
      var choice = ChoiceFile.read(store.folder(stage));
      List<String> columns = new ArrayList<>(List.of(choice.among()));
      columns.addAll(choice.candidates());
      tables.computeIfAbsent(columns, _ -> new ArrayList<>()).add(row(stage.title(), choice));
    }
    List<Exhibit> exhibits = new ArrayList<>();
    tables.forEach((columns, rows) -> exhibits.add(table(columns, rows)));
    return exhibits;
  }

  private static List<Entry> row(String title, ChoiceFile choice) {
    List<Entry> row = new ArrayList<>(List.of(Entry.of(title), Entry.of(choice.by())));
    for (int i = 0; i < choice.values().size(); i++) {
      double value = choice.values().get(i);
      var tone = i == choice.chosen() ? Exhibit.Tone.GAIN : Exhibit.Tone.PLAIN;
      String out = choice.diverged().get(choice.candidates().get(i));
      row.add(new Entry(out == null ? Figure.figure(value, VALUE) : out, value, tone, ""));
    }
    row.add(Entry.of(choice.candidates().get(choice.chosen())));
    return row;
  }

  private static Exhibit table(List<String> among, List<List<Entry>> rows) {
    List<String> columns = new ArrayList<>(List.of("model", "metric"));
    columns.addAll(among.subList(1, among.size()));
    columns.add("chosen");
    return new Exhibit.Table(
        SECTION,
        SECTION + ": " + among.getFirst(),
        "What each candidate scores on the split that chooses; only the chosen one is scored on"
            + " what is reported.",
        columns,
        rows);
  }
}
