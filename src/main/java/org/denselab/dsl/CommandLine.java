package org.denselab.dsl;

import java.util.ArrayList;
import java.util.List;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.Quoted;
import org.denselab.dsl.yaml.YamlReader;

/** Reads {@code -Dset=a.b=v,c=[1,2]}: YAML flow values by path, split at top-level commas. */
final class CommandLine {
  private static final String NAME = "-Dset";
  private static final int LAYER = FileChain.STUDY + 1;

  /** One {@code path=value}. */
  record Assignment(String path, Entry entry) {}

  private CommandLine() {}

  static List<Assignment> parse(String text, Problems problems) {
    List<Assignment> assignments = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = end(text, start);
      String part = text.substring(start, end);
      int blank = part.length() - part.stripLeading().length();
      var at = new Position(NAME, 1, start + blank + 1);
      int equals = part.indexOf('=');
      String path = equals < 0 ? "" : part.substring(0, equals).strip();
      if (path.isEmpty()) {
        problems.add(at, "expected path=value, but is " + Quoted.of(part.strip()));
      } else {
        String value = part.substring(equals + 1);
        var valueAt = new Position(NAME, 1, start + equals + 2);
        if (value.isBlank()) problems.add(valueAt, path + " has no value");
        else
          YamlReader.read(value, valueAt, LAYER, problems)
              .ifPresent(node -> add(path, at, node, assignments, problems));
      }
      start = end + 1;
    }
    return assignments;
  }

  private static void add(
      String path, Position at, Node value, List<Assignment> assignments, Problems problems) {
    if (assignments.stream().anyMatch(a -> a.path().equals(path)))
      problems.add(at, path + " is set twice");
    assignments.add(new Assignment(path, new Entry(at, value, LAYER)));
  }

  /** The index of the next comma that stands in no brackets and no quotes, or the end. */
  private static int end(String text, int start) {
    int depth = 0;
    char quote = 0;
    char before = '=';
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && "=[{,:".indexOf(before) >= 0) quote = c;
      else if (c == '[' || c == '{') depth++;
      else if (c == ']' || c == '}') depth--;
      else if (c == ',' && depth <= 0) return i;
      if (c != ' ') before = c;
    }
    return text.length();
  }
}
