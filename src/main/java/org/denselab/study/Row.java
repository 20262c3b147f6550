package org.denselab.study;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.denselab.dsl.Split;

/**
 * One row of the tables: a retriever in a cell of the sweep, on one task and split, over all seeds.
 *
 * @param settings the values of the axes that make a difference to this row
 * @param retriever bm25, dense, hybrid, or a control such as untrained
 * @param evaluations one stage a seed
 */
public record Row(
    Map<String, String> settings,
    TaskData task,
    Split at,
    String retriever,
    List<Stage> evaluations) {
  public Row {
    settings = Map.copyOf(settings);
    evaluations = List.copyOf(evaluations);
  }

  /** The row's name, unique in its study. */
  public String id() {
    var id = new StringBuilder(task.name() + "/" + split() + "/" + retriever);
    new TreeMap<>(settings)
        .forEach((axis, value) -> id.append(' ').append(axis).append('=').append(value));
    return id.toString();
  }

  /** The split as the study calls it. */
  public String split() {
    return at.name().toLowerCase(Locale.ROOT);
  }

  /** The split as the data calls it. */
  public String dataSplit() {
    return task.task().splits().of(at);
  }
}
