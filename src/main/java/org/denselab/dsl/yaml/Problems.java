package org.denselab.dsl.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;

/** Every problem found so far, each once. */
public final class Problems {
  private final SortedSet<Problem> found = new TreeSet<>();

  public void add(Position at, String message) {
    found.add(new Problem(at, message));
  }

  public void addAll(Collection<Problem> problems) {
    found.addAll(problems);
  }

  /** All problems by file, line and column. */
  public SortedSet<Problem> all() {
    return Collections.unmodifiableSortedSet(found);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Ends the reading when there are problems.
   *
   * @throws BadInput with one line a problem
   */
  public void stopIfAny() {
    if (!found.isEmpty())
      throw new BadInput(found.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }
}
