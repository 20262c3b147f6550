package org.denselab.dsl.schema;

/** A section whose keys have to fit each other; called when each of them is valid by itself. */
public interface Checked {
  /** Reports what does not fit, at paths relative to this section. */
  void check(Findings at);

  /** Where problems go. */
  interface Findings {
    /** A problem of the key at {@code path}, such as {@code window}; empty for the section. */
    void problem(String path, String message);
  }
}
