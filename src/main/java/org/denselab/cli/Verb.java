package org.denselab.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.denselab.base.BadInput;
import org.denselab.dsl.schema.Nearest;

/** What {@code -Dverb=} asks for, and the options that go with it. */
enum Verb {
  RUN,
  PLAN,
  STATUS,
  REPORT,
  UI,
  SUMMARY,
  CLEAN,
  EVAL,
  CONVERT,
  VALIDATE,
  EXPORT,
  BENCH;

  static Verb of(String name) {
    for (Verb verb : values()) if (verb.spelling().equals(name)) return verb;
    throw new BadInput(
        "-Dverb=" + name + ": no such verb" + Nearest.hintOrAll(name, spellings(values())));
  }

  /** The verbs that have an option of this name. */
  static List<String> with(String option) {
    return spellings(
        Arrays.stream(values()).filter(v -> v.options().contains(option)).toArray(Verb[]::new));
  }

  private static List<String> spellings(Verb... verbs) {
    return Arrays.stream(verbs).map(Verb::spelling).toList();
  }

  String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<String> options() {
    return switch (this) {
      case RUN -> List.of("verb", "exp", "set", "store", "memory", "parallel");
      case PLAN, STATUS, REPORT -> List.of("verb", "exp", "set", "store", "memory");
      case UI -> List.of("verb", "exp", "set", "store", "port", "memory");
      case SUMMARY -> List.of("verb", "exp", "set", "memory");
      case CLEAN -> List.of("verb", "exp", "store", "strict", "yes", "memory");
      case VALIDATE -> List.of("verb", "data", "tokenizer", "json", "memory");
      case CONVERT -> List.of("verb", "from", "to", "format", "split", "lossy", "memory");
      case EXPORT -> List.of("verb", "from", "to", "as", "memory");
      case BENCH -> BenchOptions.NAMES;
      case EVAL ->
          List.of(
              "verb",
              "run",
              "qrels",
              "metrics",
              "complete",
              "level",
              "depth",
              "perquery",
              "memory");
    };
  }

  /** Returns the exit code. */
  int run(CommandLine line, Interruption interruption) throws Exception {
    return switch (this) {
      case RUN -> RunVerb.run(line, interruption);
      case PLAN -> PlanVerb.run(line);
      case STATUS -> StatusVerb.run(line);
      case REPORT -> ReportVerb.run(line);
      case UI -> UiVerb.run(line, interruption);
      case SUMMARY -> SummaryVerb.run(line);
      case CLEAN -> CleanVerb.run(line);
      case EVAL -> EvalVerb.run(line);
      case CONVERT -> ConvertVerb.run(line);
      case VALIDATE -> ValidateVerb.run(line);
      case EXPORT -> ExportVerb.run(line);
      case BENCH -> BenchVerb.run(line);
    };
  }
}
