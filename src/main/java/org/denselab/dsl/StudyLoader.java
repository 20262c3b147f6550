package org.denselab.dsl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;
import org.denselab.dsl.schema.Nearest;
import org.denselab.dsl.schema.Paths;
import org.denselab.dsl.schema.Schema;
import org.denselab.dsl.schema.Type;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.Quoted;
import org.denselab.dsl.yaml.Trees;

/** Reads a study and everything that it builds on. */
public final class StudyLoader {
  static final Type.Section SCHEMA = Schema.of(Study.class);

  private final Library library;
  private final Map<String, String> environment;
  private final boolean standIns;

  /**
   * A loader of studies.
   *
   * @param library the folder {@code dsl/} with recipes and presets
   * @param environment where settings with {@code env} look
   */
  public StudyLoader(Path library, Map<String, String> environment) {
    this(new Library(library), environment, false);
  }

  private StudyLoader(Library library, Map<String, String> environment, boolean standIns) {
    this.library = library;
    this.environment = Map.copyOf(environment);
    this.standIns = standIns;
  }

  /**
   * One that takes studies whose settings are not all given, for plans: weights are stood in for by
   * the preset of their folder's name, data by what is known of it.
   */
  public StudyLoader withStandIns() {
    return new StudyLoader(library, environment, true);
  }

  /**
   * The study in a file.
   *
   * @param set overrides such as {@code train.steps=50,train.batch=8}; empty for none
   * @throws BadInput with a line {@code file:line:column: message} for every problem that there is
   */
  public ResolvedStudy load(Path file, String set) {
    return load(file, set, false);
  }

  /**
   * Looks for problems in a file that others build on, where keys may be missing.
   *
   * @throws BadInput as {@link #load} does
   */
  public void check(Path recipe) {
    load(recipe, "", true);
  }

  private ResolvedStudy load(Path file, String set, boolean part) {
    var problems = new Problems();
    Optional<Fields> written = new FileChain(library, problems).read(file);
    var assignments = CommandLine.parse(set, problems);
    if (written.isEmpty()) problems.stopIfAny();
    Fields tree = withoutUnknown(written.orElseThrow(), problems);
    for (var assignment : assignments) tree = assign(tree, assignment, problems);
    var settings = new Settings(environment, problems, standIns);
    tree = withSettings(tree, settings, problems);

    var sweep = new Sweep(SCHEMA, tree, problems);
    List<Axis> axes = sweep.axes();
    List<Draft> drafts = sweep.cells(axes);
    var cells = new Cells(library, tree, part, problems).read(drafts);
    if (part) {
      problems.stopIfAny();
      return new ResolvedStudy("", "", "", "", List.of(), Set.of());
    }
    List<StudyCell> evaluated = problems.isEmpty() ? new Rivals(problems).meet(cells) : cells;
    if (problems.isEmpty()) new CellChecks(evaluated, problems).run();
    problems.stopIfAny();
    String yaml = ResolvedYaml.of(cells);
    Study first = cells.getFirst().study();
    return new ResolvedStudy(
        first.name(), first.question(), yaml, Sha256.of(yaml), evaluated, settings.missing());
  }

  /** Keys of the file's top, so that a hint may name those that the study no longer has. */
  private static Fields withoutUnknown(Fields tree, Problems problems) {
    Set<String> known = new LinkedHashSet<>();
    SCHEMA.fields().forEach(field -> known.add(field.key()));
    known.addAll(FileKey.keys());
    List<String> unknown = new ArrayList<>();
    tree.entries()
        .forEach(
            (key, entry) -> {
              if (known.contains(key)) return;
              unknown.add(key);
              problems.add(
                  entry.keyAt(), "unknown key " + Quoted.of(key) + Nearest.hintOrAll(key, known));
            });
    return Trees.without(tree, unknown);
  }

  private static Fields assign(Fields tree, CommandLine.Assignment assignment, Problems problems) {
    String path = assignment.path();
    Entry entry = assignment.entry();
    String sweep = FileKey.SWEEP.key();
    if (path.startsWith(sweep + "."))
      return (Fields) Trees.set(tree, List.of(sweep, path.substring(sweep.length() + 1)), entry);
    if (path.equals(FileKey.EXCLUDE.key())) return (Fields) Trees.set(tree, List.of(path), entry);
    Optional<String> wrong = new StudyPaths(SCHEMA, tree).problem(path);
    if (wrong.isPresent()) {
      problems.add(entry.keyAt(), wrong.get());
      return tree;
    }
    tree.map(sweep).stream()
        .flatMap(axes -> axes.entries().keySet().stream())
        .filter(axis -> (path + ".").startsWith(axis + "."))
        .forEach(
            axis ->
                problems.add(
                    entry.keyAt(), axis + " is swept: set sweep." + axis + "=[…] instead"));
    List<String> parts = Paths.split(path);
    Node value = Paths.spelledOut(SCHEMA, tree, parts, entry.value(), entry.layer());
    return (Fields) Trees.set(tree, parts, new Entry(entry.keyAt(), value, entry.layer()));
  }

  private static Fields withSettings(Fields tree, Settings settings, Problems problems) {
    String key = FileKey.SETTINGS.key();
    Entry entry = tree.entries().get(key);
    if (entry == null) return tree;
    if (!(entry.value() instanceof Fields declared)) {
      problems.add(entry.value().at(), "settings must be a map, but is " + entry.value());
      return Trees.without(tree, List.of(key));
    }
    Node values = settings.resolve(declared);
    return (Fields)
        Trees.set(
            Trees.without(tree, List.of(key)),
            List.of(key),
            new Entry(entry.keyAt(), values, entry.layer()));
  }
}
