package org.denselab.data.atlas;

import java.util.List;

/**
 * A kind of entities with its tables of facts.
 *
 * @param heldOut how many entities never occur in training
 */
record Domain(String name, int heldOut, List<String> tables) {
  static final List<Domain> ALL =
      List.of(
          new Domain("country", 2, List.of("state", "nature", "life")),
          new Domain("element", 1, List.of("chemistry")),
          new Domain("person", 1, List.of("life")),
          new Domain("animal", 1, List.of("life")),
          new Domain("protocol", 0, List.of("network")),
          new Domain("invention", 0, List.of("history")),
          new Domain("unit", 0, List.of("measures")),
          new Domain("world", 0, List.of("sky")));
}
