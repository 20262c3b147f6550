package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;

/**
 * What lies in a store and no study refers to: stages' folders, and what interrupted runs left.
 * Reports and whatever is not named like a stage are left alone.
 *
 * @param title of the stage, as far as its record can be read
 * @param changed when it was finished or last written
 */
public record Unreferenced(Path path, String kind, String title, long bytes, Instant changed) {
  private static final Pattern STAGE =
      Pattern.compile("([a-z0-9_]+)-[0-9a-f]{" + Store.KEY_DIGITS + "}");
  private static final Pattern LEFT = Pattern.compile("\\.(.+)\\.(part|kept)");

  /** Everything that none of {@code references} needs, largest first; the store is locked. */
  public static List<Unreferenced> in(Store store, Collection<References> references)
      throws IOException {
    References needed = References.closure(references, store);
    List<Unreferenced> found = new ArrayList<>();
    for (var folder : folders(store).entrySet())
      if (!needed.names().contains(folder.getKey())) found.add(stage(folder.getValue()));
    for (Path shelf : store.shelves())
      for (Path path : children(shelf)) {
        var left = LEFT.matcher(path.getFileName().toString());
        if (!left.matches()) continue;
        boolean goesOn = left.group(2).equals("kept") && needed.names().contains(left.group(1));
        if (!goesOn) found.add(of(path, kind(left.group(1)), "left by an interrupted run"));
      }
    for (Path report : children(store.reports()))
      if (Files.isDirectory(report) && !report.getFileName().toString().equals(".stages"))
        for (Path path : children(report))
          if (LEFT.matcher(path.getFileName().toString()).matches())
            found.add(of(path, "report", "left by an interrupted run"));
    found.sort(Comparator.comparingLong(Unreferenced::bytes).reversed());
    return found;
  }

  /** Stages' folders by name. */
  static Map<String, Path> folders(Store store) throws IOException {
    var folders = new TreeMap<String, Path>();
    for (Path shelf : store.shelves())
      for (Path path : children(shelf)) {
        String name = path.getFileName().toString();
        if (STAGE.matcher(name).matches() && Files.isDirectory(path)) folders.put(name, path);
      }
    return folders;
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static String kind(String name) {
    var stage = STAGE.matcher(name);
    return stage.matches() ? stage.group(1) : "?";
  }

  private static Unreferenced stage(Path folder) throws IOException {
    String kind = kind(folder.getFileName().toString());
    try {
      return of(folder, kind, StageRecord.read(folder).title());
    } catch (StageRecord.Damaged e) {
      return of(folder, kind, "damaged: no readable " + StageRecord.FILE);
    }
  }

  private static Unreferenced of(Path path, String kind, String title) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) bytes += Files.size(file);
    }
    return new Unreferenced(path, kind, title, bytes, Files.getLastModifiedTime(path).toInstant());
  }

  public void remove() throws IOException {
    AtomicFiles.deleteTree(path);
  }
}
