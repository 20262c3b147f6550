package org.denselab.backbone;

import org.denselab.graph.AttentionShape;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Lookup;
import org.denselab.graph.Lookup.Index;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.RotaryFrequencies;
import org.denselab.graph.Value;

/** Groups of blocks that decoders have in common, under HuggingFace's names. */
public record DecoderBlocks(GraphBuilder graph) {
  /** A row of {@code embed_tokens} a token: {@code [tokens, hidden]}. */
  public Value embedTokens(int vocabularySize, int hidden) {
    var lookup = new Lookup("embed_tokens.weight", vocabularySize, Index.TOKEN);
    return graph.embedding("embed_tokens", hidden, lookup);
  }

  /** Attention {@code module} of queries and keys that are turned by their positions first. */
  public Value rotaryAttention(
      String module,
      Value q,
      Value k,
      Value v,
      AttentionShape shape,
      RotaryFrequencies frequencies,
      double dropout) {
    q = graph.rotary(module + ".q_rotary", q, shape.headWidth(), frequencies);
    k = graph.rotary(module + ".k_rotary", k, shape.headWidth(), frequencies);
    return graph.attention(module, q, k, v, shape, dropout);
  }

  /** {@code down(act(gate(x)) * up(x))} without biases (arXiv 2002.05202). */
  public Value gatedFeedForward(String module, Value x, int intermediate, Nonlinearity act) {
    Value gate = graph.projection(module + ".gate_proj", x, intermediate);
    gate = graph.activation(module + ".act_fn", gate, act);
    Value up = graph.projection(module + ".up_proj", x, intermediate);
    Value gated = graph.multiply(module + ".gated", gate, up);
    return graph.projection(module + ".down_proj", gated, x.width());
  }
}
