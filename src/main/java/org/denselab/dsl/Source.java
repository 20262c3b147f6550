package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;

/** Where a task's examples come from. */
@ChosenBy("")
public sealed interface Source {
  /** The data trained on, empty for a task that is only tested. */
  Optional<String> trainData();

  /** The data tested on. */
  String testData();

  /** The data that choices are made on, empty for the dev split of the data tested on. */
  default Optional<String> devData() {
    return Optional.empty();
  }

  /** One collection for both. */
  @Doc("one collection for training and test")
  record One(
      @Doc("a collection: atlas/search, or a folder as BEIR or MS MARCO lay it out") String data)
      implements Source {
    @Override
    public Optional<String> trainData() {
      return Optional.of(data);
    }

    @Override
    public String testData() {
      return data;
    }
  }

  /** Training and test apart. */
  @Doc("training and test apart")
  record Apart(
      @Doc("data to test on: a name, a folder, or a file of scored pairs") String test,
      @Default("none") @Doc("data to train on: a name, a folder, or a file such as Tevatron's")
          Optional<String> train,
      @Default("none") @Doc("data to choose on; none: the dev split of what is tested on")
          Optional<String> dev)
      implements Source {
    @Override
    public Optional<String> trainData() {
      return train;
    }

    @Override
    public Optional<String> devData() {
      return dev;
    }

    @Override
    public String testData() {
      return test;
    }
  }
}
