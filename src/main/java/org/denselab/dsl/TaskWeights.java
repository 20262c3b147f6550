package org.denselab.dsl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;

/** How the steps of a joint run are shared out among its tasks. */
@ChosenBy("kind")
public sealed interface TaskWeights {
  /** By the number of training queries. */
  @Named("proportional")
  @Doc("by the number of training queries")
  record Proportional() implements TaskWeights {}

  /** Every task alike. */
  @Named("equal")
  @Doc("every task alike")
  record Equal() implements TaskWeights {}

  /** Between the two. */
  @Named("temperature")
  @Doc("by the number of training queries to the power of 1 / temperature")
  record Temperature(
      @Default("2") @Range(min = 1) @Doc("1 is proportional; the higher, the more alike")
          double temperature)
      implements TaskWeights {}

  /** As written. */
  @Named("given")
  @Doc("as written")
  record Given(@Doc("weight by name of the task, for every task") Map<String, Double> tasks)
      implements TaskWeights, Checked {
    public Given {
      tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }

    @Override
    public void check(Findings at) {
      tasks.forEach(
          (task, weight) -> {
            if (!(weight > 0)) at.problem("tasks." + task, "a weight is greater than 0");
          });
    }
  }
}
