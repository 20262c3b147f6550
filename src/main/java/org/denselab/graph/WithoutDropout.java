package org.denselab.graph;

import java.util.ArrayList;
import java.util.List;

/** A block table as inference computes it. */
final class WithoutDropout {
  private WithoutDropout() {}

  static List<Block> of(List<Block> blocks) {
    var result = new ArrayList<Block>();
    var redirects = new ArrayList<Redirect>();
    for (Block block : blocks) {
      Block now = block;
      for (Redirect redirect : redirects) now = redirect.apply(now);
      if (now instanceof Block.Dropout d) redirects.add(new Redirect(d.output(), d.input()));
      else result.add(silenced(now));
    }
    return List.copyOf(result);
  }

  private static Block silenced(Block block) {
    return switch (block) {
      case Block.Attention b ->
          new Block.Attention(
              b.name(), b.query(), b.key(), b.value(), b.shape(), b.bias(), 0, b.output());
      case Block.Lora b ->
          new Block.Lora(b.name(), b.input(), b.base(), b.a(), b.b(), b.scale(), 0, b.output());
      case Block.Embedding _,
          Block.Linear _,
          Block.LayerNorm _,
          Block.RmsNorm _,
          Block.Rotary _,
          Block.Scale _,
          Block.Multiply _,
          Block.Activation _,
          Block.Add _,
          Block.Dropout _,
          Block.Pool _,
          Block.Normalize _ ->
          block;
    };
  }
}
