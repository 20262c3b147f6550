package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.List;

/**
 * A thing that facts are about.
 *
 * @param names the usual name first, then its by-names, each with its article
 * @param adjective such as {@code Norwegian}; empty where there is none
 */
record Entity(String domain, List<String> names, String adjective) {
  String name() {
    return names.getFirst();
  }

  /** Everything that the entity is called. */
  List<String> forms() {
    List<String> forms = new ArrayList<>(names);
    if (!adjective.isEmpty()) forms.add(adjective);
    return forms;
  }
}
