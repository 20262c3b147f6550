package org.denselab.dsl;

import java.util.Map;
import java.util.Optional;
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
        Optional<Double> pBelow) {
  public Expect {
    where = Map.copyOf(where);
  }
}
