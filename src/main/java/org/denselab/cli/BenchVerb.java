package org.denselab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.bench.Arm;
import org.denselab.bench.BenchTable;
import org.denselab.bench.Job;
import org.denselab.bench.Measuring;
import org.denselab.bench.PlannedMemory;
import org.denselab.bench.Result;
import org.denselab.bench.Settings;
import org.denselab.bench.Sitting;

/**
 * {@code -Dverb=bench}: how long steps take, and what they need. Each arm is a process of its own,
 * started like this one with {@link #ARM} besides.
 */
final class BenchVerb {
  /** The number of the arm that a process measures. */
  private static final String ARM = "denselab.bench.arm";

  /** Garbage that waits to be collected is resident too, but nothing that a step needs. */
  private static final List<String> SMALL_HEAP = List.of("-XX:+UseSerialGC", "-Xmn24m");

  private BenchVerb() {}

  static int run(CommandLine line) throws IOException {
    Settings settings = BenchOptions.read(line);
    Integer own = Integer.getInteger(ARM);
    if (own != null) {
      var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      new Measuring(orders, System.out).run(settings.arms().get(own), settings);
      return ExitCode.DONE;
    }
    var terminal = Terminal.detect();
    Progress.Source progress =
        terminal.interactive() ? new RunProgress(new TerminalProgress(terminal)) : Progress.SILENT;
    var all = new ArrayList<Result>();
    Optional<Path> picture = line.path("svg");
    for (List<Arm> arms : sittings(settings)) {
      if (arms.getFirst().job() == Job.PLAN) {
        for (Arm arm : arms) PlannedMemory.lines(arm, settings).forEach(terminal.out()::println);
        continue;
      }
      try (var sitting =
          new Sitting(settings, arms, arm -> process(settings.arms().indexOf(arm)))) {
        List<Result> results = sitting.run(progress);
        BenchTable.lines(settings, results).forEach(terminal.out()::println);
        all.addAll(results);
      }
    }
    if (picture.isPresent()) draw(picture.get(), all);
    return ExitCode.DONE;
  }

  private static void draw(Path file, List<Result> results) throws IOException {
    if (results.stream().allMatch(r -> r.steps().isEmpty()))
      throw new BadInput("-Dsvg draws steps, and -Dbench asks for none");
    AtomicFiles.write(file, BenchPicture.of(results).svg() + "\n");
  }

  /** Arms of one job, shape and number of threads are compared with each other. */
  private static Iterable<List<Arm>> sittings(Settings settings) {
    Map<List<Object>, List<Arm>> groups = new LinkedHashMap<>();
    for (Arm arm : settings.arms())
      groups
          .computeIfAbsent(
              List.of(arm.job(), arm.shape().name(), arm.threads()), _ -> new ArrayList<>())
          .add(arm);
    return groups.values();
  }

  private static ProcessBuilder process(int arm) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    // said twice, the last one holds
    command.addAll(SMALL_HEAP);
    command.add("-Ddenselab.launcher=" + ProcessHandle.current().pid());
    command.add("-D" + ARM + "=" + arm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return new ProcessBuilder(command);
  }
}
