package org.denselab.dsl;

/**
 * What stands where a setting is not given and a study is only planned: a path that says so. Its
 * last name tells what is known of the data or the weights: {@code missing:beir/fiqa}.
 */
public final class StandIn {
  static final String PREFIX = "missing:";

  private StandIn() {}

  public static boolean is(String path) {
    return path.startsWith(PREFIX);
  }

  /** The setting that is not given. */
  static String setting(String path) {
    return path.substring(PREFIX.length()).split("/", 2)[0];
  }

  /** The last name of such a path. */
  static String name(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  }
}
