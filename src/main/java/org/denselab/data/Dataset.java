package org.denselab.data;

/** What a task of a study runs on. */
public sealed interface Dataset permits Collection, Pairs {
  /** Short name for tables, such as {@code atlas/search} or the folder's name. */
  String name();

  /**
   * SHA-256 over everything that can change a result: the files' bytes, or the generator's version
   * and seed.
   */
  String fingerprint();

  /** True for generated data: reports on it are labelled synthetic. */
  default boolean synthetic() {
    return false;
  }
}
