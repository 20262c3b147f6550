package org.denselab.study;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Dataset;
import org.denselab.data.Datasets;
import org.denselab.data.HeldOut;
import org.denselab.data.KnownData;
import org.denselab.data.Pairs;
import org.denselab.data.PretrainingText;
import org.denselab.dsl.StandIn;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Task;

/** Opens each dataset of a study once, and says where the study names one that cannot be opened. */
final class Catalog {
  private static final Logger log = LogManager.getLogger(Catalog.class);

  private final Map<String, Dataset> open = new HashMap<>();
  private final Map<String, PretrainingText> texts = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final PlannedBytes planned = new PlannedBytes();
  private final TextLengths lengths = new TextLengths();
  private final boolean standIns;
  private final PretrainChains chains;

  /**
   * @param standIns whether data that is not given is taken by what is known of it
   * @param chains the study's pre-trainings
   */
  Catalog(boolean standIns, PretrainChains chains) {
    this.standIns = standIns;
    this.chains = chains;
  }

  /** Says once what holds for any number of cells. */
  void tell(String line) {
    if (told.add(line)) log.info(line);
  }

  /** What the study's cells share of their costs. */
  PlannedBytes planned() {
    return planned;
  }

  /** How long the texts of its data are. */
  TextLengths lengths() {
    return lengths;
  }

  PretrainChains chains() {
    return chains;
  }

  /**
   * @param path where the study names the data, such as {@code tasks.0.data}
   */
  Dataset open(String spec, StudyCell cell, String path) {
    try {
      return open.computeIfAbsent(spec, s -> standsIn(s) ? KnownData.dataset(s) : Datasets.open(s));
    } catch (BadInput e) {
      throw new BadInput(cell.position(path) + ": " + e.getMessage(), e);
    }
  }

  /** Text to pre-train on, or to train a tokenizer on. */
  PretrainingText text(String spec, StudyCell cell, String path) {
    try {
      return texts.computeIfAbsent(
          spec, s -> standsIn(s) ? KnownData.text(s) : Datasets.text(s)); // its bytes are hashed
    } catch (BadInput e) {
      throw new BadInput(cell.position(path) + ": " + e.getMessage(), e);
    }
  }

  private boolean standsIn(String spec) {
    return standIns && StandIn.is(spec);
  }

  /** What a task is trained and tested on. */
  TaskData task(StudyCell cell, int number) {
    var task = cell.study().tasks().get(number);
    String at = "tasks." + number;
    Dataset test = open(task.source().testData(), cell, at + ".data");
    Dataset train =
        task.source().trainData().map(spec -> open(spec, cell, at + ".train")).orElse(null);
    Dataset dev =
        task.source()
            .devData()
            .map(spec -> open(spec, cell, at + ".dev"))
            .orElse(test instanceof Collection ? test : null);
    if (task.splits().holdOut().isPresent()) {
      dev = heldOut(task, train, cell, at + ".splits.hold_out");
      if (train.equals(test)) test = dev;
      train = dev;
    }
    fits(task, test, cell, at + ".metric");
    if (dev != null) fits(task, dev, cell, at + ".dev");
    return new TaskData(task, train, dev, test);
  }

  private static Dataset heldOut(Task task, Dataset train, StudyCell cell, String path) {
    var splits = task.splits();
    if (!(train instanceof Collection data) || task.source().devData().isPresent())
      throw new BadInput(
          cell.position(path)
              + ": queries are held out of a collection that is trained on, where dev is not"
              + " given: task "
              + task.name()
              + " has none");
    try {
      return new HeldOut(data, splits.train(), splits.dev(), splits.holdOut().orElseThrow());
    } catch (BadInput e) {
      throw new BadInput(cell.position(path) + ": " + e.getMessage(), e);
    }
  }

  private static void fits(Task task, Dataset data, StudyCell cell, String path) {
    switch (data) {
      case Collection _ when task.similarity() ->
          throw new BadInput(
              cell.position(path)
                  + ": metric "
                  + task.metric()
                  + " needs scored pairs, and "
                  + data.name()
                  + " is a collection");
      case Pairs _ when !task.similarity() ->
          throw new BadInput(
              cell.position(path)
                  + ": metric "
                  + task.metric()
                  + " needs a collection, and "
                  + data.name()
                  + " holds scored pairs");
      case Collection _, Pairs _ -> {}
    }
  }
}
