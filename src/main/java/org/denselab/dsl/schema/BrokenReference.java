package org.denselab.dsl.schema;

import org.denselab.dsl.yaml.Position;

/** A {@code ${…}} that leads nowhere. */
final class BrokenReference extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Position at;

  BrokenReference(Position at, String message) {
    super(message);
    this.at = at;
  }

  Position at() {
    return at;
  }
}
