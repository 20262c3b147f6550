package org.denselab.dsl;

import java.util.Set;

/** What the language knows and no code serves yet; deleting a line here serves it. */
final class NotYet {
  static final Set<String> TABLE =
      Set.of(
          "analysis.attribution",
          "analysis.umap",
          "evaluate.index",
          "negatives.path",
          "negatives.source: dense",
          "select.rule: best",
          "tasks.negatives.path",
          "tasks.negatives.source: dense");

  private NotYet() {}
}
