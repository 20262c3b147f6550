package org.denselab.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A program as text: a line a block with its part of the graph, then totals and taps. */
record Summary(
    List<Block> blocks,
    Map<String, Parameter> parameters,
    Map<String, Value> taps,
    ProgramGraph graph) {
  String text() {
    var rows = new ArrayList<String[]>();
    rows.add(new String[] {"block", "kind", "output", "operations", "parameters", "trainable"});
    for (Block block : blocks) rows.add(row(block));
    int[] widths = new int[6];
    for (String[] row : rows)
      for (int c = 0; c < row.length; c++) widths[c] = Math.max(widths[c], row[c].length());
    String format =
        "%-" + widths[0] + "s  %-" + widths[1] + "s  %-" + widths[2] + "s  %" + widths[3] + "s  %"
            + widths[4] + "s  %s";
    String table =
        rows.stream()
            .map(row -> String.format(format, (Object[]) row).stripTrailing())
            .collect(Collectors.joining("\n"));
    return table + "\n\n" + totals() + "\ntaps: " + String.join(", ", taps.keySet()) + "\n";
  }

  private String[] row(Block block) {
    long size = 0;
    long trainable = 0;
    for (String name : block.parameters()) {
      Parameter parameter = parameters.get(name);
      size += parameter.elements();
      if (parameter.trainable()) trainable += parameter.elements();
    }
    String state = size == 0 ? "" : trainable == size ? "yes" : trainable == 0 ? "no" : "partly";
    return new String[] {
      block.name(),
      kind(block),
      shape(block.output()),
      number(graph.operations(block).size()),
      size == 0 ? "" : number(size),
      state
    };
  }

  private static String kind(Block block) {
    return switch (block) {
      case Block.Embedding b -> "embedding of " + b.lookups().size() + " tables";
      case Block.Linear b -> "linear from " + b.input().width();
      case Block.LayerNorm b -> "layer norm, eps " + b.eps();
      case Block.RmsNorm b -> "RMS norm, eps " + b.eps();
      case Block.Rotary b -> "rotary positions, " + b.frequencies().pairs() + " pairs a head";
      case Block.Scale b -> "times " + b.factor();
      case Block.Multiply b -> "times " + b.right().name();
      case Block.Attention b -> attention(b);
      case Block.Activation b -> b.function().name().toLowerCase(Locale.ROOT);
      case Block.Add b -> "sum with " + b.right().name();
      case Block.Dropout b -> "dropout " + b.rate();
      case Block.Pool b -> b.pooling().key() + " pooling";
      case Block.Normalize _ -> "L2 normalisation";
      case Block.Lora b -> "LoRA, scale " + b.scale() + dropout(b.dropout());
    };
  }

  private static String attention(Block.Attention b) {
    AttentionShape s = b.shape();
    return (s.causal() ? "causal attention, " : "attention, ")
        + (s.heads() + " heads")
        + (s.group() == 1 ? "" : ", " + s.keyValueHeads() + " of keys")
        + b.bias().map(bias -> ", " + bias.buckets() + " relative biases").orElse("")
        + dropout(b.dropout());
  }

  private static String dropout(double rate) {
    return rate == 0 ? "" : ", dropout " + rate;
  }

  private static String shape(Value value) {
    return (value.rows() == Value.Rows.TOKENS ? "[tokens, " : "[batch, ") + value.width() + "]";
  }

  private String totals() {
    long all = parameters.values().stream().mapToLong(Parameter::elements).sum();
    long trainable =
        parameters.values().stream()
            .filter(Parameter::trainable)
            .mapToLong(Parameter::elements)
            .sum();
    return String.format(
        Locale.ROOT,
        "%d blocks, %d operations, %s parameters, %s trainable (%.2f %%)",
        blocks.size(),
        graph.sameDiff().getOps().size(),
        number(all),
        number(trainable),
        all == 0 ? 0 : 100.0 * trainable / all);
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
