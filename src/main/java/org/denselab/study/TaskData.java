package org.denselab.study;

import org.denselab.data.Dataset;
import org.denselab.dsl.Task;

/**
 * A task with what it is tested on.
 *
 * @param train what it is trained on, null for a task that is only tested
 */
public record TaskData(Task task, Dataset train, Dataset test) {
  public String name() {
    return task.name();
  }
}
