package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.ByteCount;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.References;
import org.denselab.study.Store;
import org.denselab.study.StoreLock;
import org.denselab.study.StudyPlanner;
import org.denselab.study.Unreferenced;

/**
 * {@code -Dverb=clean}: lists what no study refers to, and removes it with {@code -Dyes=true}. A
 * study refers to its stages as the file stands now, and to those of its last run.
 */
final class CleanVerb {
  private static final Pattern NAME = Pattern.compile("(?m)^study:[ \\t]*['\"]?([\\w.-]+)");

  private CleanVerb() {}

  static int run(CommandLine line) throws IOException {
    Store store = StudyFile.store(line);
    if (!Files.isDirectory(store.root())) throw new BadInput(store.root() + ": no such folder");
    boolean yes = line.flag("yes");
    try (var _ = StoreLock.take(store)) {
      List<References> references = new ArrayList<>();
      for (Path file : studies(line)) references.add(references(file, line, store));
      if (!line.flag("strict")) references.add(References.ofRuns(store));
      List<Unreferenced> found = Unreferenced.in(store, references);
      print(found, store);
      if (found.isEmpty()) return ExitCode.DONE;
      if (yes) {
        for (Unreferenced each : found) each.remove();
        System.out.println("removed");
      } else {
        System.out.println("nothing is removed yet; this removes it:");
        System.out.println(
            "  " + StudyFile.command(line, "verb", "exp", "store", "strict") + " -Dyes=true");
      }
      return ExitCode.DONE;
    }
  }

  private static List<Path> studies(CommandLine line) throws IOException {
    List<Path> studies = new ArrayList<>();
    Path experiments = line.home().resolve("experiments");
    if (Files.isDirectory(experiments))
      try (Stream<Path> files = Files.walk(experiments)) {
        files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().forEach(studies::add);
      }
    line.get("exp")
        .ifPresent(given -> Stream.of(given.split(",")).map(Path::of).forEach(studies::add));
    return studies;
  }

  private static References references(Path file, CommandLine line, Store store)
      throws IOException {
    try {
      var loader = new StudyLoader(line.home().resolve("dsl"), System.getenv());
      return References.of(StudyPlanner.plan(loader.load(file, "")), store);
    } catch (BadInput e) {
      if (!Files.isRegularFile(file)) throw e;
      var name = NAME.matcher(Files.readString(file));
      if (!name.find())
        throw new BadInput(
            file
                + " is no study, so nobody knows what it refers to; nothing is removed: "
                + e.getMessage(),
            e);
      System.out.println(
          "%s cannot be planned here; what its last run used is kept (%s)"
              .formatted(file, e.getMessage().lines().findFirst().orElse("")));
      return References.ofRun(store, name.group(1));
    }
  }

  private static void print(List<Unreferenced> found, Store store) {
    if (found.isEmpty()) {
      System.out.println("nothing in " + store.root() + " is unreferenced");
      return;
    }
    for (Unreferenced each : found)
      System.out.printf(
          Locale.ROOT,
          "%-10s  %9s  %7s  %s  (%s)%n",
          each.kind(),
          ByteCount.text(each.bytes()),
          age(each.changed()),
          store.root().relativize(each.path()),
          each.title());
    long total = found.stream().mapToLong(Unreferenced::bytes).sum();
    System.out.println(
        "%d unreferenced in %s, %s in all"
            .formatted(found.size(), store.root(), ByteCount.text(total)));
  }

  private static String age(Instant changed) {
    Duration age = Duration.between(changed, Instant.now());
    if (age.toMinutes() < 120) return age.toMinutes() + " min";
    return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " days";
  }
}
