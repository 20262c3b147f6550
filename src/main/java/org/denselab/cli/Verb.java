package org.denselab.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;

/** What {@code -Dverb=} asks for, and the options that go with it. */
enum Verb {
  RUN(RunVerb::run, "exp", "set", "memory", "store"),
  PLAN(PlanVerb::run, "exp", "set", "memory", "store"),
  SUMMARY(SummaryVerb::run, "exp", "set", "memory"),
  EVAL(
      EvalVerb::run, "run", "qrels", "metrics", "complete", "level", "depth", "perquery", "memory");

  /** Runs a verb; returns the exit code. */
  interface Action {
    int run(CommandLine line) throws Exception;
  }

  private final Action action;
  private final List<String> options;

  Verb(Action action, String... options) {
    this.action = action;
    this.options = List.of(options);
  }

  static Verb of(String name) {
    return Arrays.stream(values())
        .filter(v -> v.spelling().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "-Dverb="
                        + name
                        + ": expected one of "
                        + Arrays.stream(values())
                            .map(Verb::spelling)
                            .collect(Collectors.joining(", "))));
  }

  String spelling() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  List<String> options() {
    return options;
  }

  int run(CommandLine line) throws Exception {
    return action.run(line);
  }
}
