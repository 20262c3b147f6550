package org.denselab.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.denselab.dsl.schema.Binder;
import org.denselab.dsl.schema.Nearest;
import org.denselab.dsl.schema.Paths;
import org.denselab.dsl.schema.Printer;
import org.denselab.dsl.schema.References;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.Problem;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.Quoted;
import org.denselab.dsl.yaml.Trees;
import org.denselab.dsl.yaml.YamlWriter;

/** Turns the drafts of a sweep into cells. */
final class Cells {
  /** Axes of what a stand-in has not got, which tell its cells apart all the same. */
  private static final Set<String> GIVEN = Set.of("backbone.weights", "backbone.adapter");

  /** Where presets may stand. */
  private static final List<List<String>> TOWERS =
      List.of(List.of("backbone"), List.of("backbone", "query"), List.of("backbone", "passage"));

  private final Library library;
  private final Fields tree;
  private final boolean part;
  private final Problems problems;
  private final Set<String> settingsRead = new HashSet<>();
  private final Map<Problem, List<Map<String, String>>> found = new LinkedHashMap<>();
  private Optional<Set<Problem>> unreadEverywhere = Optional.empty();

  Cells(Library library, Fields tree, boolean part, Problems problems) {
    this.library = library;
    this.tree = tree;
    this.part = part;
    this.problems = problems;
  }

  /** The cells without problems; two drafts that differ in nothing that is read are one cell. */
  List<StudyCell> read(List<Draft> drafts) {
    Map<String, StudyCell> cells = new LinkedHashMap<>();
    for (Draft draft : drafts)
      read(draft).ifPresent(cell -> cells.putIfAbsent(cell.axes() + "\n" + cell.yaml(), cell));
    unreadEverywhere.ifPresent(problems::addAll);
    found.forEach((problem, at) -> problems.add(problem.at(), placed(problem, at, drafts.size())));
    if (!part && !drafts.isEmpty()) reportUnusedSettings();
    return List.copyOf(cells.values());
  }

  /** A problem of some cells says what those have in common. */
  private static String placed(Problem problem, List<Map<String, String>> at, int cells) {
    if (at.size() == cells) return problem.message();
    var common = new LinkedHashMap<>(at.getFirst());
    for (var axes : at) common.entrySet().retainAll(axes.entrySet());
    common.keySet().removeIf(problem.message()::contains);
    return common.isEmpty()
        ? problem.message()
        : problem.message()
            + common.entrySet().stream()
                .map(e -> e.getKey() + " is " + e.getValue())
                .collect(Collectors.joining(" and ", " (where ", ")"));
  }

  private Optional<StudyCell> read(Draft draft) {
    Fields all = draft.on(tree);
    Fields settings = settings(all);
    Fields written = Trees.without(all, FileKey.keys());
    Fields given = written;
    for (var at : TOWERS) given = withStandIn(given, at, settings).orElse(given);
    boolean absent = given != written;
    Optional<Fields> own = withPresets(given, settings);
    Fields study = own.orElse(given);
    // without its preset a backbone lacks keys, which is no news
    boolean mayLack = part || own.isEmpty();
    var outcome = new Binder(StudyLoader.SCHEMA, study, settings, mayLack).bind();
    settingsRead.addAll(outcome.settingsRead());
    for (Problem problem : outcome.problems())
      found.computeIfAbsent(problem, _ -> new ArrayList<>()).add(draft.axes());
    // a key that one cell's kind does not read is fine where another's does
    Set<Problem> unread = new LinkedHashSet<>(outcome.unread());
    unreadEverywhere.ifPresent(unread::retainAll);
    unreadEverywhere = Optional.of(unread);
    if (outcome.value().isEmpty() || own.isEmpty()) return Optional.empty();
    Map<String, String> axes = new LinkedHashMap<>(draft.axes());
    axes.entrySet()
        .removeIf(
            axis ->
                !isRead(axis.getKey(), outcome)
                    && !isNone(axis, outcome)
                    && !(absent && GIVEN.contains(axis.getKey())));
    axes.replaceAll((path, label) -> label.contains("${") ? shown(path, study, settings) : label);
    var value = (Study) outcome.value().get();
    String yaml = YamlWriter.block(Printer.print(StudyLoader.SCHEMA, value));
    return Optional.of(new StudyCell(axes, value, yaml, outcome.positions(), absent, List.of()));
  }

  /** A swept value that refers to another, as it came out. */
  private static String shown(String path, Fields study, Fields settings) {
    List<String> parts = Paths.split(path);
    String section = String.join(".", parts.subList(0, parts.size() - 1));
    var references = new References(StudyLoader.SCHEMA, study, settings);
    return Trees.get(study, parts)
        .flatMap(node -> references.resolved(node, section))
        .map(YamlWriter::line)
        .orElse("");
  }

  private static boolean isRead(String path, Binder.Outcome outcome) {
    String settings = FileKey.SETTINGS.key() + ".";
    return path.startsWith(settings)
        ? outcome.settingsRead().contains(path.substring(settings.length()))
        : outcome.positions().containsKey(path);
  }

  /** Whether a section that has a kind elsewhere, such as pre-training, is left out here. */
  private static boolean isNone(Map.Entry<String, String> axis, Binder.Outcome outcome) {
    String path = axis.getKey();
    String section = path.substring(0, Math.max(0, path.lastIndexOf('.')));
    return axis.getValue().equals("none") && outcome.positions().containsKey(section);
  }

  private static Fields settings(Fields all) {
    return all.map(FileKey.SETTINGS.key()).orElse(new Fields(Map.of(), all.at()));
  }

  /** The study on top of the numbers of its presets; empty when there is no such preset. */
  private Optional<Fields> withPresets(Fields study, Fields settings) {
    Optional<Fields> whole = Optional.of(study);
    for (var at : TOWERS) whole = whole.flatMap(map -> withPreset(map, at, settings));
    return whole;
  }

  private Optional<Fields> withPreset(Fields study, List<String> at, Fields settings) {
    Optional<Fields> backbone =
        Trees.get(study, at).filter(Fields.class::isInstance).map(Fields.class::cast);
    Optional<Entry> preset = backbone.flatMap(map -> map.entry("preset"));
    if (preset.isEmpty() || otherInstead(backbone.get(), preset.get())) return Optional.of(study);
    var references = new References(StudyLoader.SCHEMA, study, settings);
    Optional<Node> name = references.resolved(preset.get().value(), String.join(".", at));
    if (name.isEmpty() || !(name.get() instanceof Leaf leaf) || leaf.isNull())
      return Optional.of(study);
    return library
        .read("backbones", leaf.text(), leaf.at(), 0, problems)
        .map(numbers -> Trees.merge(Trees.asBase(numbers), backbone.get()))
        .map(whole -> with(study, at, whole));
  }

  /** The study with the preset of a backbone's name for its weights; empty where they are given. */
  private Optional<Fields> withStandIn(Fields study, List<String> at, Fields settings) {
    Optional<Fields> backbone =
        Trees.get(study, at).filter(Fields.class::isInstance).map(Fields.class::cast);
    Optional<Entry> weights = backbone.flatMap(map -> map.entry("weights"));
    if (weights.isEmpty()) return Optional.empty();
    var references = new References(StudyLoader.SCHEMA, study, settings);
    return references
        .resolved(weights.get().value(), String.join(".", at))
        .filter(node -> node instanceof Leaf leaf && StandIn.is(leaf.text()))
        .filter(node -> hasStandIn((Leaf) node))
        .map(
            node -> {
              var name = new Leaf(StandIn.name(((Leaf) node).text()), false, node.at());
              var entries = new LinkedHashMap<>(backbone.get().entries());
              entries.remove("weights");
              Entry adapter = entries.remove("adapter"); // its preset has the same numbers
              if (adapter != null) read(references, adapter.value(), at);
              entries.put("preset", new Entry(weights.get().keyAt(), name, weights.get().layer()));
              return with(study, at, new Fields(entries, backbone.get().at()));
            });
  }

  /** Whether a preset is called like the weights that are not given; says so where none is. */
  private boolean hasStandIn(Leaf weights) {
    String name = StandIn.name(weights.text());
    String setting = "settings." + StandIn.setting(weights.text());
    settingsRead.add(StandIn.setting(weights.text()));
    List<String> presets = library.names("backbones");
    if (presets.contains(name)) return true;
    problems.add(
        weights.at(),
        "%s is not given, and no preset is called %s, so that nothing is known of the weights: give %s"
                .formatted(setting, Quoted.of(name), setting)
            + Nearest.hintOrAll(name, presets));
    return false;
  }

  /** Notes the setting that a path goes by, so that it is not taken for one that nothing reads. */
  private void read(References references, Node path, List<String> at) {
    references
        .resolved(path, String.join(".", at))
        .filter(node -> node instanceof Leaf leaf && StandIn.is(leaf.text()))
        .ifPresent(node -> settingsRead.add(StandIn.setting(((Leaf) node).text())));
  }

  private static Fields with(Fields map, List<String> at, Node value) {
    var entries = new LinkedHashMap<>(map.entries());
    List<String> rest = at.subList(1, at.size());
    entries.computeIfPresent(
        at.getFirst(),
        (_, entry) -> {
          Node inner = rest.isEmpty() ? value : with((Fields) entry.value(), rest, value);
          return new Entry(entry.keyAt(), inner, entry.layer());
        });
    return new Fields(entries, map.at());
  }

  /** Whether a file on top chose weights, or two towers, and the preset is one beneath. */
  private static boolean otherInstead(Fields map, Entry preset) {
    return Stream.of("weights", "query")
        .flatMap(key -> map.entry(key).stream())
        .anyMatch(other -> other.layer() > preset.layer());
  }

  private void reportUnusedSettings() {
    settings(tree)
        .entries()
        .forEach(
            (name, entry) -> {
              if (!settingsRead.contains(name))
                problems.add(entry.keyAt(), "nothing reads settings." + name);
            });
  }
}
