package org.denselab.dsl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.dsl.yaml.Node.Entry;
import org.denselab.dsl.yaml.Node.Fields;
import org.denselab.dsl.yaml.Trees;

/**
 * A cell before it is read: what it sets on top of the study.
 *
 * @param axes printed values by swept path
 */
record Draft(Map<String, String> axes, List<Assignment> assignments) {
  /** A value for a path. */
  record Assignment(List<String> path, Entry entry) {}

  /** The cell of a study that sweeps nothing. */
  static final Draft ONLY = new Draft(Map.of(), List.of());

  Draft {
    axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    assignments = List.copyOf(assignments);
  }

  Fields on(Fields tree) {
    Fields set = tree;
    for (var assignment : assignments)
      set = (Fields) Trees.set(set, assignment.path(), assignment.entry());
    return set;
  }
}
