package org.denselab.dsl.schema;

/**
 * A place in the study.
 *
 * @param path with the names of list items, such as {@code tasks.search.metric}
 * @param shape the same without them, such as {@code tasks.metric}
 * @param shown what messages call it
 */
record Where(String path, String shape, String shown) {
  static final Where ROOT = new Where("", "", "");

  Where key(String key) {
    return new Where(join(path, key), join(shape, key), join(path, key));
  }

  Where item(String label) {
    return new Where(join(path, label), shape, "an item of " + path);
  }

  /** {@code " in train"}, or nothing at the top. */
  String in() {
    return path.isEmpty() ? "" : " in " + path;
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
