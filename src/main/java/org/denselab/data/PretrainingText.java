package org.denselab.data;

import java.util.stream.Stream;

/** Text without queries, to train tokenizers and backbones on. */
public interface PretrainingText {
  /** Short name for tables. */
  String name();

  /** SHA-256 over everything that can change a result. */
  String fingerprint();

  /** A new pass over the paragraphs, none blank, in a fixed order; the caller closes it. */
  Stream<String> paragraphs();
}
