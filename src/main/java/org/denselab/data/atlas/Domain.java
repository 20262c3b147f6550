package org.denselab.data.atlas;

import java.util.List;

/**
 * A kind of entities with its tables of facts.
 *
 * @param heldOut how many entities never occur in training
 */
record Domain(String name, int heldOut, List<String> tables) {
  static final List<Domain> ALL =
      List.of(new Domain("country", 2, List.of("state", "nature", "life")));
}
