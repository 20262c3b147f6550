package org.denselab.data.atlas;

/** An entity has a value for a relation. */
record Fact(Entity entity, Relation relation, String value) {
  /** Unique among all facts, and the same whatever else the tables hold. */
  String id() {
    return entity.domain() + "/" + entity.name() + "/" + relation.id();
  }

  @Override
  public String toString() {
    return id();
  }
}
