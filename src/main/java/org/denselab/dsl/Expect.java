package org.denselab.dsl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** What must hold of one number, in every cell that it selects. */
public record Expect(
    @Doc("name of a task") String task,
    @Doc("retriever or control that the number belongs to") String retriever,
    @Doc("metric that is evaluated") Metric metric,
    @Default("test") @Doc("split that is evaluated") Split split,
    @Default("all") @Doc("slice of the split's queries") String slice,
    @Default("{}") @Doc("values of swept paths; cells that have them are meant")
        Map<String, String> where,
    @Default("none") @Doc("retriever or control whose value is subtracted first")
        Optional<String> deltaOver,
    @Default("none") @Doc("smallest value that passes") Optional<Double> atLeast,
    @Default("none") @Doc("largest value that passes") Optional<Double> atMost,
    @Default("none") @Doc("the value, give or take the tolerance") Optional<Double> equals,
    @Default("0.0") @Range(min = 0) @Doc("distance from equals that passes") double tolerance,
    @Default("none")
        @Range(above = 0, max = 1)
        @Doc("p of the difference, corrected, has to be smaller, and the difference positive")
        Optional<Double> pBelow)
    implements Checked {
  public Expect {
    where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
  }

  @Override
  public void check(Findings at) {
    if (atLeast.isEmpty() && atMost.isEmpty() && equals.isEmpty() && pBelow.isEmpty())
      at.problem("", "an item of expect says nothing: at_least, at_most, equals or p_below");
    if (equals.isPresent() && (atLeast.isPresent() || atMost.isPresent()))
      at.problem("equals", "equals cannot stand beside at_least or at_most");
    if (tolerance > 0 && equals.isEmpty())
      at.problem("tolerance", "nothing reads tolerance: equals is not given");
    if (pBelow.isPresent() && deltaOver.isEmpty())
      at.problem("p_below", "p_below needs delta_over, which says what is compared");
    if (atLeast.isPresent() && atMost.isPresent() && atLeast.get() > atMost.get())
      at.problem("at_least", "at_least is more than at_most");
    atLeast.ifPresent(value -> withinRange("at_least", value, at));
    atMost.ifPresent(value -> withinRange("at_most", value, at));
    equals.ifPresent(value -> withinRange("equals", value, at));
    if (deltaOver.isPresent() && deltaOver.get().equals(retriever))
      at.problem("delta_over", "delta_over is the retriever itself");
  }

  /** What no retriever can reach, or every one does, is a slip of the pen. */
  private void withinRange(String key, double value, Findings at) {
    double most = metric.most();
    double least = deltaOver.isPresent() ? -(most - metric.least()) : metric.least();
    if (deltaOver.isPresent()) most -= metric.least();
    if (value >= least && value <= most) return;
    at.problem(
        key,
        "%s %s: %s%s lies between %.0f and %.0f"
            .formatted(
                key, value, deltaOver.isPresent() ? "a difference of " : "", metric, least, most));
  }
}
