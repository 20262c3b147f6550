package org.denselab.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.denselab.data.Collection;
import org.denselab.data.Dataset;
import org.denselab.dsl.Evaluate;
import org.denselab.dsl.Retriever;
import org.denselab.dsl.Split;
import org.denselab.dsl.Words;

/**
 * One row of the tables: a retriever in a cell of the sweep, on one task and split, over all seeds.
 *
 * @param settings the values of the axes that make a difference to this row
 * @param retriever bm25, dense, hybrid, or a control such as untrained
 * @param parameters of the backbone, embeddings apart; 0 where there is none, or it is not asked
 * @param family of the backbone, such as {@code bert}; empty likewise
 * @param evaluations one stage a seed
 */
public record Row(
    Map<String, String> settings,
    TaskData task,
    Split at,
    String retriever,
    long parameters,
    String family,
    List<Stage> evaluations) {
  /** Retrievers that draw nothing at random, and of a backbone know its tokens at most. */
  private static final Set<String> SETTLED =
      Set.of(
          Words.of(Retriever.BM25),
          Words.of(Retriever.BM25_TUNED),
          Words.of(Retriever.BM25_CUT),
          Words.of(Evaluate.Control.TRAINING_QUERIES));

  public Row {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    evaluations = List.copyOf(evaluations);
    if (SETTLED.contains(retriever)) {
      parameters = 0;
      family = "";
    }
  }

  /** The row with one more setting. */
  Row with(String setting, String value) {
    var more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new Row(more, task, at, retriever, parameters, family, evaluations);
  }

  /** The same with these settings only. */
  Row keeping(Set<String> axes) {
    var kept = new LinkedHashMap<>(settings);
    kept.keySet().retainAll(axes);
    return new Row(kept, task, at, retriever, parameters, family, evaluations);
  }

  /**
   * Whether the task is trained on; else what it scores is transfer. Training records and scored
   * pairs do not say of which collection they are; two collections do.
   */
  boolean learned() {
    boolean elsewhere =
        task.train() instanceof Collection train
            && data() instanceof Collection data
            && !train.equals(data);
    return task.train() != null && !elsewhere;
  }

  /** Whether another seed would give another row. */
  boolean drawn() {
    return evaluations.size() > 1
        ? evaluations.stream().distinct().count() > 1
        : !SETTLED.contains(retriever) && !settings.containsKey(RowMerge.CHECKPOINT);
  }

  /** The retriever and its axes' values, such as {@code dense-lora}; unique in its table. */
  public String arm() {
    var arm = new StringBuilder(retriever);
    settings.values().forEach(value -> arm.append('-').append(value));
    return arm.toString();
  }

  /** What is searched or compared. */
  Dataset data() {
    return task.at(at);
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
