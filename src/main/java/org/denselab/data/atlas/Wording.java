package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Fills the slots of templates. */
final class Wording {
  private Wording() {}

  /** Every way to fill a template about {@code fact}: one for each name of the entity. */
  static List<String> fill(String template, Fact fact) {
    return fill(template, fact.entity().names(), fact.entity().adjective(), fact.value());
  }

  /**
   * Fills {@code {e}} by each of {@code names}, {@code {adj}} by the adjective where it is not
   * empty.
   */
  static List<String> fill(String template, List<String> names, String adjective, String value) {
    String valued = template.replace("{v}", value);
    if (valued.contains("{adj}"))
      return adjective.isEmpty()
          ? List.of()
          : List.of(sentence(valued.replace("{adj}", adjective)));
    if (!valued.contains("{e}")) return List.of(sentence(valued));
    return names.stream().map(name -> named(valued, name)).toList();
  }

  private static String named(String template, String name) {
    String text = template.replace("{e}", name);
    // symbols such as kg keep their case
    return template.startsWith("{e}") && name.matches("[a-z]{1,3}") ? text : sentence(text);
  }

  /** All fillings of all templates of a kind. */
  static List<String> all(Fact fact, Phrasing kind) {
    List<String> texts = new ArrayList<>();
    for (String template : fact.relation().of(kind)) texts.addAll(fill(template, fact));
    return texts;
  }

  static <T> T pick(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  /** Whole sentences begin with a capital; keyword queries are left as they are. */
  static String sentence(String text) {
    boolean whole = text.endsWith(".") || text.endsWith("?");
    return whole ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : text;
  }
}
