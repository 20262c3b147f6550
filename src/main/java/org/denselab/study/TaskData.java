package org.denselab.study;

import org.denselab.data.Dataset;
import org.denselab.dsl.Split;
import org.denselab.dsl.Task;

/**
 * A task with what it is tested on.
 *
 * @param train what it is trained on, null for a task that is only tested
 * @param dev what choices are made on, null where there is nothing but scored pairs to test on
 */
public record TaskData(Task task, Dataset train, Dataset dev, Dataset test) {
  public String name() {
    return task.name();
  }

  /** What a split that is evaluated lies in; null where there is nothing. */
  Dataset at(Split split) {
    return switch (split) {
      case TRAIN, TEST -> test;
      case DEV -> dev;
    };
  }
}
