package org.denselab.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.base.ByteCount;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Tone;
import org.denselab.study.stage.ModelAt;

/**
 * What training the models of a task took, from the records of their stages.
 *
 * @param task and split, in words
 */
public record TrainingCosts(String task, List<Trained> models) {
  private static final Set<String> MINING = Set.of("negatives", "encode");

  public TrainingCosts {
    models = List.copyOf(models);
  }

  /**
   * A model.
   *
   * @param parameters that fine-tuning changes; 0 where there was none
   * @param seeds where it lies, once a seed; none where it was not trained
   */
  public record Trained(String name, long parameters, List<ModelAt> seeds) {
    public Trained {
      seeds = List.copyOf(seeds);
    }
  }

  /** Of the stages that are finished. */
  Exhibit.Table table(Map<Stage, Scheduler.Outcome> outcomes, Store store) throws IOException {
    List<List<Entry>> rows = new ArrayList<>();
    for (Trained model : models) rows.add(row(model, outcomes, store));
    return new Exhibit.Table(
        "Training costs",
        "What training took, " + task,
        "A measurement of this machine, which no key and no other number depends on. Tokens are"
            + " those of forward passes, padding not counted; times are means over seeds. Mining:"
            + " encoding passages and finding the negatives trained on; models that share them"
            + " each count them. Memory is native, beside the heap: told before the run, and the"
            + " most that was asked for, which is not known of stages that ran beside others.",
        List.of(
            "model",
            "parameters that train",
            "tokens/s",
            "steps/s",
            "training, s",
            "mining, s",
            "memory told",
            "memory used"),
        rows);
  }

  private static List<Entry> row(Trained model, Map<Stage, Scheduler.Outcome> outcomes, Store store)
      throws IOException {
    int steps = 0;
    long tokens = 0;
    double measured = 0;
    double trained = 0;
    double mined = 0;
    long told = 0;
    long used = 0;
    for (ModelAt seed : model.seeds()) {
      Optional<Stage> found = run(seed.ofQueries(), outcomes, store);
      if (found.isEmpty()) continue;
      Stage run = found.get();
      Set<Stage> mining = new LinkedHashSet<>();
      for (Stage stage : below(run, Set.of(run.kind()))) {
        for (Stage input : stage.inputs()) mining.addAll(below(input, MINING));
        if (!(outcomes.get(stage) instanceof Scheduler.Outcome.Finished(var done, _))) continue;
        var pace = Pace.read(store.folder(stage));
        if (pace.isPresent()) {
          steps += pace.get().steps();
          tokens += pace.get().tokens();
          measured += pace.get().seconds();
        }
        trained += done.seconds();
        told = Math.max(told, stage.estimate().bytes());
        used = Math.max(used, done.nativeBytes());
      }
      for (Stage stage : mining)
        if (outcomes.get(stage) instanceof Scheduler.Outcome.Finished(var done, _))
          mined += done.seconds();
    }
    return List.of(
        Entry.of(model.name()),
        number((double) model.parameters(), "%,.0f"),
        number(tokens / measured, "%,.0f"),
        number(steps / measured, "%.2f"),
        number(trained / model.seeds().size(), "%,.1f"),
        number(mined / model.seeds().size(), "%,.1f"),
        memory(told),
        memory(used));
  }

  /** The stage that ended a model's training; none while nothing was chosen yet. */
  private static Optional<Stage> run(
      ModelAt model, Map<Stage, Scheduler.Outcome> outcomes, Store store) throws IOException {
    return switch (model) {
      case ModelAt.Made(var stage, _) -> Optional.of(stage);
      case ModelAt.Chosen(var choice, var among) ->
          outcomes.get(choice) instanceof Scheduler.Outcome.Finished
              ? run(among.get(ChoiceFile.read(store.folder(choice)).chosen()), outcomes, store)
              : Optional.empty();
      case ModelAt.Given _, ModelAt.Towers _ -> Optional.empty();
    };
  }

  /** A stage, where it is of these kinds, and what is beneath it without another kind between. */
  private static Set<Stage> below(Stage stage, Set<String> kinds) {
    var found = new LinkedHashSet<Stage>();
    if (!kinds.contains(stage.kind())) return found;
    found.add(stage);
    stage.inputs().forEach(input -> found.addAll(below(input, kinds)));
    return found;
  }

  /** Nothing took no time at all: what is 0 is not known, or was not done. */
  private static Entry number(double value, String format) {
    return value > 0 && Double.isFinite(value)
        ? new Entry(String.format(Locale.ROOT, format, value), value, Tone.PLAIN, "")
        : Entry.of("–");
  }

  private static Entry memory(long bytes) {
    return bytes > 0 ? new Entry(ByteCount.text(bytes), bytes, Tone.PLAIN, "") : Entry.of("–");
  }
}
