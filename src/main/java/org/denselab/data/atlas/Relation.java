package org.denselab.data.atlas;

import java.util.List;
import java.util.Map;

/** What can be said of the entities of a domain, with the phrasings to ask and to say it. */
record Relation(String domain, String id, Map<Phrasing, List<String>> templates) {
  /** The templates of a kind, with slots {@code {e}}, {@code {adj}} and {@code {v}}. */
  List<String> of(Phrasing kind) {
    return templates.getOrDefault(kind, List.of());
  }

  /** By name: comparing all templates would take most of the time of generation. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Relation that && domain.equals(that.domain) && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return 31 * domain.hashCode() + id.hashCode();
  }
}
