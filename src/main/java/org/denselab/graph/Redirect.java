package org.denselab.graph;

import java.util.Map;

/**
 * A block's record with input values replaced by others.
 *
 * @param by what is replaced, by what
 */
record Redirect(Map<Value, Value> by) {
  Redirect(Value from, Value to) {
    this(Map.of(from, to));
  }

  Block apply(Block block) {
    return switch (block) {
      case Block.Embedding b -> b;
      case Block.Linear b ->
          new Block.Linear(b.name(), now(b.input()), b.weight(), b.bias(), b.output());
      case Block.LayerNorm b ->
          new Block.LayerNorm(b.name(), now(b.input()), b.weight(), b.bias(), b.eps(), b.output());
      case Block.Attention b ->
          new Block.Attention(
              b.name(),
              now(b.query()),
              now(b.key()),
              now(b.value()),
              b.shape(),
              b.bias(),
              b.dropout(),
              b.output());
      case Block.RmsNorm b ->
          new Block.RmsNorm(b.name(), now(b.input()), b.weight(), b.onePlus(), b.eps(), b.output());
      case Block.Rotary b ->
          new Block.Rotary(b.name(), now(b.input()), b.headWidth(), b.frequencies(), b.output());
      case Block.Scale b -> new Block.Scale(b.name(), now(b.input()), b.factor(), b.output());
      case Block.Multiply b ->
          new Block.Multiply(b.name(), now(b.left()), now(b.right()), b.output());
      case Block.Activation b ->
          new Block.Activation(b.name(), now(b.input()), b.function(), b.output());
      case Block.Add b -> new Block.Add(b.name(), now(b.left()), now(b.right()), b.output());
      case Block.Dropout b -> new Block.Dropout(b.name(), now(b.input()), b.rate(), b.output());
      case Block.Pool b -> new Block.Pool(b.name(), now(b.input()), b.pooling(), b.output());
      case Block.Normalize b -> new Block.Normalize(b.name(), now(b.input()), b.output());
      case Block.Lora b ->
          new Block.Lora(
              b.name(),
              now(b.input()),
              now(b.base()),
              b.a(),
              b.b(),
              b.scale(),
              b.dropout(),
              b.output());
    };
  }

  private Value now(Value value) {
    return by.getOrDefault(value, value);
  }
}
