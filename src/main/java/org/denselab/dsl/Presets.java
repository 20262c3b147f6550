package org.denselab.dsl;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.dsl.schema.Binder;
import org.denselab.dsl.schema.Schema;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Node.Leaf;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problems;

/** The backbones that {@code dsl/backbones} has numbers of. */
public final class Presets {
  private static final String FOLDER = "backbones";

  private final Library library;

  /**
   * @param folder {@code dsl/}
   */
  public Presets(Path folder) {
    library = new Library(folder);
  }

  public List<String> names() {
    return library.names(FOLDER);
  }

  /** The numbers of a preset. */
  public Architecture architecture(String name) {
    return backbone(name).architecture();
  }

  /**
   * A preset as it stands in its file, with all defaults.
   *
   * @throws BadInput where there is no such file, or something is wrong with it
   */
  public Backbone.Preset backbone(String name) {
    var problems = new Problems();
    var at = new Position(name, 1, 1);
    var numbers = library.read(FOLDER, name, at, 0, problems);
    problems.stopIfAny();
    var entries = new LinkedHashMap<String, Entry>();
    entries.put("preset", new Entry(at, new Leaf(name, true, at), 0));
    entries.putAll(numbers.orElseThrow().entries());
    var tree = new Fields(entries, at);
    var none = new Fields(Map.of(), at);
    var outcome = new Binder(Schema.of(Backbone.Preset.class), tree, none, false).bind();
    problems.addAll(outcome.problems());
    problems.stopIfAny();
    return (Backbone.Preset) outcome.value().orElseThrow();
  }
}
