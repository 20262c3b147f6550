package org.denselab.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.denselab.dsl.schema.Field;
import org.denselab.dsl.schema.Scalar;
import org.denselab.dsl.schema.Type;

/** The keys of a study as Markdown: a table a section, a table a kind. */
final class MarkdownReference {
  private static final String HEAD =
      "| key | takes | default | meaning |\n| --- | --- | --- | --- |\n";

  private final StringBuilder text = new StringBuilder();
  private final Map<Class<?>, String> described = new HashMap<>();

  static String of(Type.Section study) {
    var reference = new MarkdownReference();
    reference.section("Top level", study);
    return reference.text.toString();
  }

  private void section(String title, Type.Section section) {
    text.append("\n## ").append(title).append("\n\n");
    if (!section.doc().isEmpty()) text.append(sentence(section.doc())).append("\n\n");
    String before = described.putIfAbsent(section.target(), title);
    if (before != null) {
      text.append("The keys of `").append(before).append("`.\n");
      return;
    }
    if (section.fields().isEmpty()) {
      text.append("No keys of its own.\n");
      return;
    }
    List<Field> inner = table(section.fields());
    for (Field field : inner) below(path(title, field.key()), field.type());
  }

  private static String path(String title, String key) {
    return title.equals("Top level") ? key : title.replaceAll(": .*", "") + "." + key;
  }

  private void below(String path, Type type) {
    switch (type) {
      case Type.Maybe maybe -> below(path, maybe.of());
      case Type.Items items -> below(path, items.of());
      case Type.Entries entries -> below(path, entries.of());
      case Type.Section section -> section(path, section);
      case Type.OneOf among -> kinds(path, among);
      case Scalar _ -> {}
    }
  }

  private void kinds(String path, Type.OneOf among) {
    among
        .kinds()
        .forEach(
            (name, kind) ->
                section(
                    path
                        + ": "
                        + (among.chosenBy().isEmpty() ? name : among.chosenBy() + " " + name),
                    kind));
  }

  /** Writes the rows and returns the fields that have sections of their own. */
  private List<Field> table(List<Field> fields) {
    List<Field> inner = new ArrayList<>();
    List<Type.OneOf> inline = new ArrayList<>();
    text.append(HEAD);
    rows(fields, inner, inline);
    for (Type.OneOf among : inline) {
      text.append("\nand, by `").append(chooser(among)).append("`,\n");
      among
          .kinds()
          .forEach(
              (name, kind) -> {
                text.append("\n`")
                    .append(name)
                    .append("`: ")
                    .append(sentence(kind.doc()))
                    .append("\n\n");
                text.append(HEAD);
                rows(kind.fields(), inner, new ArrayList<>());
              });
    }
    return inner;
  }

  private static String chooser(Type.OneOf among) {
    return among.chosenBy().isEmpty()
        ? String.join("` or `", among.kinds().keySet())
        : among.chosenBy();
  }

  private void rows(List<Field> fields, List<Field> inner, List<Type.OneOf> inline) {
    for (Field field : fields) {
      if (field.inline() && field.type() instanceof Type.Section section) {
        rows(section.fields(), inner, inline);
      } else if (field.inline()) {
        inline.add((Type.OneOf) field.type());
      } else {
        text.append("| `").append(field.key()).append("` | ");
        text.append(takes(field.type())).append(" | ");
        text.append(usual(field)).append(" | ");
        text.append(field.doc()).append(choices(field.type())).append(" |\n");
        if (hasKeys(field.type())) inner.add(field);
      }
    }
  }

  private static boolean hasKeys(Type type) {
    return switch (type) {
      case Type.Maybe maybe -> hasKeys(maybe.of());
      case Type.Items items -> hasKeys(items.of());
      case Type.Entries entries -> hasKeys(entries.of());
      case Type.Section _, Type.OneOf _ -> true;
      case Scalar _ -> false;
    };
  }

  private static String usual(Field field) {
    if (field.inherits().isPresent()) return "that of `" + field.inherits().get() + "`";
    return field.value().map(value -> "`" + value + "`").orElse("must be given");
  }

  private static String takes(Type type) {
    return switch (type) {
      case Type.Maybe maybe -> takes(maybe.of()) + ", or `none`";
      case Type.Items items -> "list, each " + takes(items.of());
      case Type.Entries entries -> "map to " + takes(entries.of());
      case Type.Section _ -> "a section";
      case Type.OneOf among -> "a section by `" + chooser(among) + "`";
      case Scalar.Choice choice ->
          choice.words().keySet().stream()
              .map(word -> "`" + word + "`")
              .collect(Collectors.joining(", "));
      case Scalar scalar -> scalar.expected();
    };
  }

  private static String choices(Type type) {
    return switch (type) {
      case Type.Maybe maybe -> choices(maybe.of());
      case Type.Items items -> choices(items.of());
      case Scalar.Choice choice ->
          choice.docs().entrySet().stream()
              .filter(entry -> !entry.getValue().isEmpty())
              .map(MarkdownReference::choice)
              .collect(Collectors.joining());
      default -> "";
    };
  }

  private static String choice(Map.Entry<String, String> choice) {
    return "; `" + choice.getKey() + "`: " + choice.getValue();
  }

  private static String sentence(String doc) {
    return doc.isEmpty() ? "" : Character.toUpperCase(doc.charAt(0)) + doc.substring(1) + ".";
  }
}
