package org.denselab.engine.samediff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/** The operations that some variables need, each after those it reads from. */
record OpOrder(SameDiff graph) {
  /**
   * Orders by depth first, so that what was computed is used soon.
   *
   * @param done operations that have run before and are left out
   */
  List<SameDiffOp> of(Collection<String> variables, Collection<SameDiffOp> done) {
    Set<String> ordered = new LinkedHashSet<>();
    done.forEach(op -> ordered.add(op.getName()));
    var result = new ArrayList<SameDiffOp>();
    var pending = new ArrayDeque<String>();
    for (String variable : variables) {
      push(variable, ordered, pending);
      while (!pending.isEmpty()) {
        SameDiffOp op = graph.getOps().get(pending.peek());
        int before = pending.size();
        if (!ordered.contains(op.getName()))
          for (String input : op.getInputsToOp()) push(input, ordered, pending);
        if (pending.size() > before) continue;
        pending.pop();
        if (ordered.add(op.getName())) result.add(op);
      }
    }
    return result;
  }

  private void push(String variable, Set<String> ordered, ArrayDeque<String> pending) {
    String op = graph.getVariables().get(variable).getOutputOfOp();
    if (op != null && !ordered.contains(op)) pending.push(op);
  }
}
