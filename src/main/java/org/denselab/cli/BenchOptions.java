package org.denselab.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.bench.Arm;
import org.denselab.bench.Job;
import org.denselab.bench.Mask;
import org.denselab.bench.Settings;
import org.denselab.bench.Shape;
import org.denselab.bench.Sizes;
import org.denselab.dsl.Engine;
import org.denselab.dsl.Precision;
import org.denselab.dsl.Presets;
import org.denselab.dsl.schema.Nearest;
import org.denselab.study.stage.Architectures;

/** Reads the settings of {@code -Dverb=bench}. */
final class BenchOptions {
  static final List<String> NAMES =
      List.of(
          "verb",
          "bench",
          "shape",
          "mask",
          "engine",
          "precision",
          "threads",
          "batch",
          "query",
          "passage",
          "negatives",
          "steps",
          "warmup",
          "data",
          "tokenizer",
          "svg",
          "memory");

  private static final int MOST = 100_000;

  private final CommandLine line;

  private BenchOptions(CommandLine line) {
    this.line = line;
  }

  static Settings read(CommandLine line) {
    return new BenchOptions(line).settings();
  }

  /** Every combination of the values that are listed, job by job and shape by shape. */
  private Settings settings() {
    var arms = new ArrayList<Arm>();
    String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
    List<Job> jobs = choices("bench", "train-full", Job.values(), Job::spelling);
    List<Shape> shapes = values("shape", "bert-mini").map(this::shape).toList();
    List<Integer> threads =
        values("threads", cores).map(text -> number("threads", text, 1, 1024)).toList();
    List<Mask> masks = choices("mask", "full", Mask.values(), Mask::spelling);
    Engine[] all = {Engine.PLAN, Engine.SAMEDIFF};
    List<Engine> engines = choices("engine", "plan", all, BenchOptions::word);
    List<Precision> precisions =
        choices("precision", "fp32", Precision.values(), BenchOptions::word);
    for (Job job : jobs)
      for (Shape shape : shapes)
        for (int count : threads)
          for (Mask mask : masks)
            for (Engine engine : engines)
              for (Precision precision : precisions)
                if (engine == Engine.PLAN || precision == Precision.FP32)
                  arms.add(new Arm(job, shape, mask, engine, precision, count));
    if (arms.isEmpty()) throw new BadInput("-Dengine=samediff computes in fp32 alone");
    boolean reads = masks.stream().anyMatch(Mask::readsData);
    if (reads) line.require("data", "/data/squad11-small");
    else refuseUnread("data", "tokenizer");
    var sizes =
        new Sizes(
            number("batch", 16, 1),
            number("query", 32, 1),
            number("passage", 128, 1),
            number("negatives", 1, 0));
    int longest = Math.max(sizes.queryLength(), sizes.passageLength());
    for (Shape shape : shapes)
      if (shape.config().longest() < longest)
        throw new BadInput(
            "%s reads %d tokens at most, and sequences have up to %d"
                .formatted(shape.name(), shape.config().longest(), longest));
    return new Settings(
        arms,
        sizes,
        number("steps", 10, 1),
        number("warmup", 20, 0),
        line.get("data"),
        line.path("tokenizer"));
  }

  private void refuseUnread(String... names) {
    for (String name : names)
      if (line.get(name).isPresent())
        throw new BadInput("-D" + name + " is read with -Dmask=real and -Dmask=padded only");
  }

  private Stream<String> values(String name, String otherwise) {
    return Arrays.stream(line.get(name).orElse(otherwise).split(",", -1)).map(String::strip);
  }

  private <T> List<T> choices(String name, String otherwise, T[] all, Function<T, String> word) {
    return values(name, otherwise)
        .map(
            text ->
                Arrays.stream(all)
                    .filter(one -> word.apply(one).equals(text))
                    .findFirst()
                    .orElseThrow(() -> unknown(name, text, Arrays.stream(all).map(word).toList())))
        .toList();
  }

  private Shape shape(String name) {
    var presets = new Presets(line.home().resolve("dsl"));
    return Shape.named(name)
        .orElseGet(
            () -> {
              if (!presets.names().contains(name))
                throw unknown(
                    "shape",
                    name,
                    Stream.concat(Shape.names().stream(), presets.names().stream()).toList());
              var architecture = presets.architecture(name);
              return new Shape(name, Architectures.config(architecture));
            });
  }

  private static BadInput unknown(String name, String text, List<String> known) {
    return new BadInput("-D" + name + "=" + text + ": unknown" + Nearest.hintOrAll(text, known));
  }

  private int number(String name, int otherwise, int least) {
    return number(name, line.get(name).orElse(Integer.toString(otherwise)), least, MOST);
  }

  private static int number(String name, String text, int least, int most) {
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= least && value <= most) return value;
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadInput(
        "-D%s=%s: expected a whole number from %d to %d".formatted(name, text, least, most));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
