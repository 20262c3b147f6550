package org.denselab.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.denselab.base.BadInput;

/** Finds the linear blocks that LoRA targets name. */
record LoraTargets(List<Block> blocks) {
  /**
   * Linear blocks in program order.
   *
   * @throws BadInput where a target matches none, naming the modules there are
   */
  List<Block.Linear> find(List<String> targets) {
    if (targets.isEmpty()) throw new BadInput("LoRA needs a target; there are " + choices());
    var found = new LinkedHashSet<Block.Linear>();
    for (String target : targets) {
      List<Block.Linear> matches = linears().stream().filter(rule(target)).toList();
      if (matches.isEmpty())
        throw new BadInput(
            "LoRA target "
                + target
                + " matches no linear module; did you mean "
                + nearest(target)
                + "? There are "
                + choices());
      found.addAll(matches);
    }
    return linears().stream().filter(found::contains).toList();
  }

  /**
   * The linear block of an adapter's module, which task models put a prefix before.
   *
   * @throws BadInput where there is none
   */
  Block.Linear stored(String module) {
    return linears().stream()
        .filter(l -> module.equals(l.name()) || module.endsWith("." + l.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "the adapter's module "
                        + module
                        + " is no linear module of this backbone; there are "
                        + choices()));
  }

  private Predicate<Block.Linear> rule(String target) {
    return switch (target) {
      // PEFT leaves the output layer out, which here is the head's projection
      case "all-linear" -> linear -> linear.input().rows() == Value.Rows.TOKENS;
      case "attention" -> aroundAttention()::contains;
      default -> linear -> linear.name().equals(target) || linear.name().endsWith("." + target);
    };
  }

  /** What makes queries, keys and values, and what reads the attention's result. */
  private Set<Block.Linear> aroundAttention() {
    var around = new LinkedHashSet<Block.Linear>();
    for (Block block : blocks)
      if (block instanceof Block.Attention attention)
        for (Block.Linear linear : linears())
          if (beforeRotary(attention.inputs()).contains(linear.output())
              || linear.input().equals(attention.output())) around.add(linear);
    return around;
  }

  private List<Value> beforeRotary(List<Value> values) {
    return values.stream().map(this::beforeRotary).toList();
  }

  private Value beforeRotary(Value value) {
    for (Block block : blocks)
      if (block instanceof Block.Rotary rotary && rotary.output().equals(value))
        return rotary.input();
    return value;
  }

  private List<Block.Linear> linears() {
    var linears = new ArrayList<Block.Linear>();
    for (Block block : blocks) if (block instanceof Block.Linear linear) linears.add(linear);
    return linears;
  }

  private String nearest(String target) {
    return choices().stream().min(Comparator.comparing(c -> distance(target, c))).orElseThrow();
  }

  /** To the nearest of what would match the module: its name, or the name's end after a dot. */
  private static int distance(String target, String module) {
    int distance = LevenshteinDistance.getDefaultInstance().apply(target, module);
    int dot = module.indexOf('.');
    return dot < 0 ? distance : Math.min(distance, distance(target, module.substring(dot + 1)));
  }

  /** Module names without the part up to the layer's number, and the aliases. */
  private List<String> choices() {
    var choices = new LinkedHashSet<String>();
    for (Block.Linear linear : linears())
      choices.add(linear.name().replaceFirst("^.*\\.\\d+\\.", ""));
    choices.add("all-linear");
    choices.add("attention");
    return List.copyOf(choices);
  }
}
