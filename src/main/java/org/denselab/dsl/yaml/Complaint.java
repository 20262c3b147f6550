package org.denselab.dsl.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What the parser has against a text, in words for someone who does not write parsers. */
final class Complaint {
  private static final Map<String, String> PLAINER = new LinkedHashMap<>();

  static {
    PLAINER.put("'\\t(TAB)'", "a tab cannot indent; use spaces");
    PLAINER.put("found another document", "a second document begins here; a file holds one");
    PLAINER.put("found duplicate key", "a key stands twice");
    PLAINER.put("expected <block end>", "this does not fit the indentation of the lines above");
    PLAINER.put("could not find expected ':'", "expected \"key: value\"");
    PLAINER.put(
        "mapping values are not allowed here",
        "a second \":\" on the line; put the value in quotes, or the key on a line of its own");
    PLAINER.put("Number of aliases", "it has too many aliases of lists and maps");
    PLAINER.put("Nesting Depth exceeded", "it is nested deeper than 50 levels");
  }

  private Complaint() {}

  /** A problem without a place. */
  static String of(String problem) {
    for (var known : PLAINER.entrySet())
      if (problem.contains(known.getKey())) return known.getValue();
    return problem
        .lines()
        .findFirst()
        .orElse("")
        .replace("<stream end>", "the end")
        .replace("end of stream", "end")
        .replace("<document start>", "a document");
  }

  /** A problem of {@code text}, with where what is open began, and what would help. */
  static String of(MarkedYAMLException e, String text) {
    String problem = e.getProblem() == null ? String.valueOf(e.getMessage()) : e.getProblem();
    String message = "not YAML: " + of(problem);
    Mark mark = e.getProblemMark();
    Mark open = e.getContextMark();
    if (mark == null) return message;
    if (open != null && open.getLine() < mark.getLine() && problem.contains("end"))
      message += "; what is open begins on line " + (open.getLine() + 1);
    String line = text.lines().skip(mark.getLine()).findFirst().orElse("");
    return line.contains("${")
        ? message + "; inside { } and [ ] write \"${…}\" in quotes"
        : message;
  }
}
