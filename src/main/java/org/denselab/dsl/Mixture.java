package org.denselab.dsl;

import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;

/** How the tasks share training. */
@ChosenBy("kind")
public sealed interface Mixture {
  boolean inBatch();

  /** One model a task. */
  @Named("single")
  @Doc("one model a task")
  record Single(
      @Default("true") @Doc("other queries' passages are negatives, where a task says nothing")
          boolean inBatch)
      implements Mixture {}
}
