package org.denselab.dsl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Keys of a file that say how the study is put together, and are gone when it is. */
enum FileKey {
  EXTENDS("a file of dsl/ that this one builds on, such as recipes/contrastive"),
  SETTINGS("values that a user gives: a value, or {env: NAME, default: value, doc: text}"),
  SWEEP("lists of values by path; the study has a cell for each combination"),
  EXCLUDE("combinations of swept values that are left out"),
  CELLS("cells one by one instead of a sweep, each with its axes and what it sets");

  private final String doc;

  FileKey(String doc) {
    this.doc = doc;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String doc() {
    return doc;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(FileKey::key).toList();
  }
}
