package org.denselab.dsl.schema;

/**
 * A place in the study.
 *
 * @param path with the names of list items, such as {@code tasks.search.metric}
 * @param shown what messages call it
 * @param section path of the map that holds it, where <code>${.key}</code> looks
 */
record Where(String path, String shown, String section) {
  static final Where ROOT = new Where("", "the study", "");

  Where key(String key) {
    return new Where(join(path, key), join(path, key), path);
  }

  Where item(String label) {
    return new Where(join(path, label), "an item of " + path, section);
  }

  /** {@code " in train"}, or nothing at the top. */
  String in() {
    return path.isEmpty() ? "" : " in " + path;
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
