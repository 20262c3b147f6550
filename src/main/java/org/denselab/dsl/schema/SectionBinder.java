package org.denselab.dsl.schema;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Problem;
import org.denselab.dsl.yaml.Quoted;

/** Turns one map into one record. */
final class SectionBinder {
  private final Binder binder;
  private final Type type;
  private final Fields map;
  private final Where where;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private boolean whole = true;

  SectionBinder(Binder binder, Type type, Fields map, Where where) {
    this.binder = binder;
    this.type = type;
    this.map = map;
    this.where = where;
  }

  Optional<Object> bind() {
    Layout layout;
    try {
      layout = new Layout(type, map, node -> binder.references.follow(node, where.path()));
    } catch (BrokenReference e) {
      binder.problem(e.at(), e.getMessage());
      return Optional.empty();
    }
    for (var entry : map.entries().entrySet()) checkKey(entry.getKey(), entry.getValue(), layout);
    for (var chooser : layout.choosers.keySet())
      if (map.entries().containsKey(chooser))
        binder.written(where.key(chooser), map.entries().get(chooser).value().at());
    if (layout.unchosen.isPresent()) {
      unchosen(layout.unchosen.get());
      whole = false;
    }
    layout.fields.values().forEach(this::bind);
    return whole ? Optional.of(build(type, layout)) : Optional.empty();
  }

  private void checkKey(String key, Entry entry, Layout layout) {
    if (layout.fields.containsKey(key) || layout.choosers.containsKey(key)) return;
    var elsewhere = layout.elsewhere.get(key);
    if (elsewhere != null) {
      // what a file beneath wrote for the kind that it chose goes with that kind
      boolean overridden = entry.layer() < elsewhere.choice().layer() || entry.layer() < 0;
      if (!overridden) binder.unread.add(new Problem(entry.keyAt(), unread(key, elsewhere)));
      return;
    }
    Collection<String> all = Layout.keys(type);
    if (layout.unchosen.isPresent() && all.contains(key)) return;
    Collection<String> here = new LinkedHashSet<>(layout.choosers.keySet());
    here.addAll(layout.unchosen.isPresent() ? all : layout.fields.keySet());
    binder.problem(
        entry.keyAt(),
        "unknown key "
            + Quoted.of(key)
            + where.in()
            + Nearest.to(key, all)
                .map(_ -> Nearest.hint(key, all))
                .orElse(Nearest.hintOrAll(key, here)));
  }

  private String unread(String key, Layout.Elsewhere elsewhere) {
    String chooser = where.key(elsewhere.chooser()).path();
    String why =
        type instanceof Type.OneOf kinds && kinds.kinds().containsKey(elsewhere.chooser())
            ? " is given"
            : " is " + elsewhere.choice().value().toString().replace("\"", "");
    return "nothing reads " + where.key(key).path() + ": " + chooser + why;
  }

  private void unchosen(Layout.Unchosen unchosen) {
    var kinds = unchosen.among();
    String listed = Nearest.listed(kinds.kinds().keySet());
    if (unchosen.ambiguous()) {
      binder.problem(
          unchosen.choice().orElseThrow().keyAt(),
          "only one of " + listed + " can be given" + where.in());
    } else if (unchosen.choice().isEmpty()) {
      if (!binder.part)
        binder.problem(
            map.at(),
            kinds.chosenBy().isEmpty()
                ? Nearest.listed(kinds.kinds().keySet().stream().map(Quoted::of).toList())
                    + " is missing"
                    + where.in()
                : Quoted.of(kinds.chosenBy()) + " is missing" + where.in() + ": " + listed);
    } else {
      Field chooser = Fieldset.chooser(kinds);
      binder
          .follow(unchosen.choice().get().value(), where.key(chooser.key()))
          .ifPresent(value -> binder.bind(chooser.type(), value, where.key(chooser.key())));
    }
  }

  private void bind(Field field) {
    boolean given = map.entries().containsKey(field.key());
    Where at = where.key(field.key());
    Optional<Object> value = Optional.empty();
    try {
      Optional<Node> node = binder.references.valueOf(field, map, where.path());
      if (node.isPresent()) {
        value =
            given
                ? binder.bind(field.type(), node.get(), at)
                : binder.bindQuietly(field.type(), node.get(), at);
      } else if (!binder.part) {
        binder.problem(map.at(), Quoted.of(field.key()) + " is missing" + where.in());
      }
    } catch (BrokenReference e) {
      // a default refers to a key that is there: what is wrong with that one is said at that one
      if (given) binder.problem(e.at(), e.getMessage());
    }
    value.ifPresent(v -> values.put(field.key(), v));
    whole &= value.isPresent();
  }

  private Object build(Type of, Layout layout) {
    var section = of instanceof Type.Section own ? own : layout.chosen.get(of);
    List<Object> arguments = new ArrayList<>();
    for (Field field : section.fields())
      arguments.add(field.inline() ? build(field.type(), layout) : values.get(field.key()));
    Object built = create(section.target(), arguments);
    if (built instanceof Checked checked)
      checked.check(
          (path, message) ->
              binder.problem(
                  binder.position(path.isEmpty() ? where.path() : where.key(path).path()),
                  message));
    return built;
  }

  private static Object create(Class<?> target, List<Object> arguments) {
    Class<?>[] types =
        Arrays.stream(target.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return target.getDeclaredConstructor(types).newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(target + " refuses what its schema allows", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(target + " is not a public record", e);
    }
  }
}
