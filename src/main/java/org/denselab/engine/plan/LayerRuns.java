package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.graph.Block;
import org.denselab.graph.Outline;
import org.denselab.graph.Value;

/**
 * Cuts a program between its layers, at the taps {@code hidden.0} to {@code hidden.L}, so that a
 * layer's values can be made again from what went into it (Chen et al. 2016, arXiv 1604.06174).
 */
final class LayerRuns {
  private static final String TAP = "hidden.";

  private LayerRuns() {}

  /** The last run holds the last layer too: its gradients come first, so it is kept. */
  static List<List<Block>> of(Outline program) {
    Set<String> ends = new HashSet<>();
    for (int layer = 0; program.taps().containsKey(TAP + (layer + 1)); layer++)
      ends.add(program.tap(TAP + layer).name());
    var runs = new ArrayList<List<Block>>();
    int from = 0;
    for (int i = 0; i < program.blocks().size(); i++)
      if (ends.contains(program.blocks().get(i).output().name())) {
        runs.add(program.blocks().subList(from, i + 1));
        from = i + 1;
      }
    runs.add(program.blocks().subList(from, program.blocks().size()));
    return runs;
  }

  /** Values that one run makes and a later one reads. */
  static Set<Value> crossings(List<List<Block>> runs) {
    Map<String, Integer> madeIn = new HashMap<>();
    var crossings = new LinkedHashSet<Value>();
    for (int run = 0; run < runs.size(); run++)
      for (Block block : runs.get(run)) {
        for (Value input : block.inputs())
          if (madeIn.get(input.name()) != run) crossings.add(input);
        madeIn.put(block.output().name(), run);
      }
    return crossings;
  }

  /** The steps but those made again whose results no later step reads. */
  static List<Step> withoutUnread(List<Step> steps, BitSet again) {
    var read = new HashSet<Buffer>();
    var left = new ArrayList<Step>();
    for (int s = steps.size() - 1; s >= 0; s--) {
      Step step = steps.get(s);
      if (again.get(s) && step.writes().stream().noneMatch(read::contains)) continue;
      read.addAll(step.reads());
      left.add(step);
    }
    return left.reversed();
  }
}
