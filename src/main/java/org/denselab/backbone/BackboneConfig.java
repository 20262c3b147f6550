package org.denselab.backbone;

import java.util.Map;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Pooling;
import org.denselab.graph.Value;

/** The shape of a backbone. Each family has a record with the keys of its {@code config.json}. */
public interface BackboneConfig {
  /** What a check has to end at, where rotary positions would go on. */
  int ROTARY_LENGTH = 65_536;

  /** The family's name as {@code model_type} has it. */
  String family();

  int hiddenSize();

  int layers();

  int vocabularySize();

  /** The longest sequence that it was made for, special tokens included. */
  int maxLength();

  /**
   * The longest sequence that can be computed. Positions that are turned rather than looked up go
   * on past {@link #maxLength}, and whoever goes on is told.
   */
  default int longest() {
    return maxLength();
  }

  /** Whether a token sees only what comes before it. */
  default boolean causal() {
    return false;
  }

  /** How the family's token vectors become one, where nobody says. */
  default Pooling pooling() {
    return causal() ? Pooling.LAST : Pooling.CLS;
  }

  /** Standard deviation of weights that were not trained yet. */
  double initializerRange();

  /** The same, for one parameter: families may start them differently. */
  default double initialRange(String parameter) {
    return initializerRange();
  }

  /** How checkpoints of the family name tensors. */
  CheckpointNaming naming();

  /** The content of a {@code config.json} that reads back as this. */
  Map<String, Object> json();

  /**
   * Declares the family's blocks and the taps {@code hidden.0} to {@code hidden.L}.
   *
   * @return the last hidden state {@code [tokens, hidden]}
   */
  Value declare(GraphBuilder graph);
}
