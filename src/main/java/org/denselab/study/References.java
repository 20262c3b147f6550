package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.StudyCell;

/**
 * The stages' folders that studies refer to, by name. A run leaves its own beside its report when
 * it starts, so that they are known when its study is gone or cannot be read.
 */
public record References(Set<String> names) {
  private static final String FILE = "stages.txt";

  public References {
    names = new TreeSet<>(names);
  }

  /** What a study needs of a store: its stages, and checkpoints in the store that it names. */
  public static References of(StudyPlan plan, Store store) {
    var names = new TreeSet<String>();
    for (Stage stage : plan.stages()) names.add(Store.name(stage));
    for (StudyCell cell : plan.study().cells()) {
      List<Path> given = new ArrayList<>(cell.study().evaluate().checkpoints());
      cell.study().backbone().map(Backbone::towers).orElse(List.of()).stream()
          .filter(Backbone.Weights.class::isInstance)
          .map(Backbone.Weights.class::cast)
          .forEach(
              tower -> {
                given.add(tower.weights());
                tower.adapter().ifPresent(given::add);
              });
      for (Path folder : given) inStore(folder, store).ifPresent(names::add);
    }
    return new References(names);
  }

  private static Optional<String> inStore(Path folder, Store store) {
    Path absolute = folder.toAbsolutePath().normalize();
    return store.shelves().stream()
        .map(Path::normalize)
        .filter(shelf -> absolute.startsWith(shelf) && !absolute.equals(shelf))
        .map(shelf -> shelf.relativize(absolute).getName(0).toString())
        .findFirst();
  }

  /** What the last run of a study referred to; nothing where it never ran on this store. */
  public static References ofRun(Store store, String study) throws IOException {
    Path file = store.reports().resolve(study).resolve(FILE);
    return new References(Files.exists(file) ? Set.copyOf(Files.readAllLines(file)) : Set.of());
  }

  /** What the last run of every study with a report referred to. */
  public static References ofRuns(Store store) throws IOException {
    var names = new TreeSet<String>();
    if (!Files.isDirectory(store.reports())) return new References(names);
    try (Stream<Path> reports = Files.list(store.reports())) {
      for (Path report : reports.filter(Files::isDirectory).toList())
        names.addAll(ofRun(store, report.getFileName().toString()).names());
    }
    return new References(names);
  }

  void write(Path report) throws IOException {
    AtomicFiles.write(report.resolve(FILE), List.copyOf(names));
  }

  /** All of these, and what they were made from: an adapter lies apart from its base. */
  static References closure(Collection<References> all, Store store) throws IOException {
    var names = new TreeSet<String>();
    var folders = Unreferenced.folders(store);
    var waiting = new ArrayDeque<String>();
    all.forEach(references -> waiting.addAll(references.names()));
    while (!waiting.isEmpty()) {
      String name = waiting.pop();
      Path folder = folders.get(name);
      if (!names.add(name) || folder == null) continue;
      for (String key : inputs(folder))
        for (String other : folders.keySet())
          if (other.endsWith("-" + key.substring(0, Store.KEY_DIGITS))) waiting.add(other);
    }
    return new References(names);
  }

  private static List<String> inputs(Path folder) throws IOException {
    try {
      return StageRecord.read(folder).inputs();
    } catch (StageRecord.Damaged e) {
      return List.of(); // made again when it is needed, and then so are they
    }
  }
}
