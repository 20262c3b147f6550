package org.denselab.backbone;

import java.util.OptionalInt;
import org.denselab.base.BadInput;
import org.denselab.graph.Pooling;

/**
 * What makes one embedding of a sequence's hidden states.
 *
 * @param pooler whether the pooled vector goes through BERT's pooler (Devlin et al. 2019, appendix
 *     A.1): the dense layer {@code pooler.dense} and tanh
 * @param project width of a linear projection after pooling, empty for none
 * @param normalize whether embeddings are scaled to length 1
 */
public record Head(Pooling pooling, boolean pooler, OptionalInt project, boolean normalize) {
  /** The word for the first token through the pooler, where others are of {@link Pooling}. */
  public static final String POOLER = "pooler";

  public Head {
    if (project.isPresent() && project.getAsInt() < 1)
      throw new IllegalArgumentException("a projection needs a width");
    if (pooler && pooling != Pooling.CLS)
      throw new IllegalArgumentException("the pooler reads the first token");
  }

  /** Without a pooler. */
  public Head(Pooling pooling, OptionalInt project, boolean normalize) {
    this(pooling, false, project, normalize);
  }

  public static Head of(Pooling pooling, boolean normalize) {
    return new Head(pooling, OptionalInt.empty(), normalize);
  }

  /**
   * @param pooling as YAML and checkpoints have it: {@code cls}, {@code mean}, {@code last}, {@code
   *     pooler}
   * @throws BadInput where it is none of them
   */
  public static Head of(String pooling, OptionalInt project, boolean normalize) {
    return pooling.equals(POOLER)
        ? new Head(Pooling.CLS, true, project, normalize)
        : new Head(Pooling.of(pooling), project, normalize);
  }

  /** How tokens are pooled, in one word. */
  public String word() {
    return pooler ? POOLER : pooling.key();
  }

  /** As a study writes it. */
  public String inKeys() {
    return "pooling: %s, %snormalize: %s"
        .formatted(
            word(), project.isPresent() ? "project: " + project.getAsInt() + ", " : "", normalize);
  }

  /** Width of the embeddings of a backbone. */
  public int width(BackboneConfig config) {
    return project.orElse(config.hiddenSize());
  }

  /** What goes without saying is not said: keys of stages are made from this. */
  @Override
  public String toString() {
    return "Head[pooling=%s, %sproject=%s, normalize=%s]"
        .formatted(pooling, pooler ? "pooler, " : "", project, normalize);
  }
}
