package org.denselab.dsl.yaml;

/**
 * A place in a file.
 *
 * @param file as the user named it, or {@code -Dset} for the command line
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
