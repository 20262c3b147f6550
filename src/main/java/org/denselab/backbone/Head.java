package org.denselab.backbone;

import java.util.OptionalInt;
import org.denselab.graph.Pooling;

/**
 * What makes one embedding of a sequence's hidden states.
 *
 * @param project width of a linear projection after pooling, empty for none
 * @param normalize whether embeddings are scaled to length 1
 */
public record Head(Pooling pooling, OptionalInt project, boolean normalize) {
  public Head {
    if (project.isPresent() && project.getAsInt() < 1)
      throw new IllegalArgumentException("a projection needs a width");
  }

  public static Head of(Pooling pooling, boolean normalize) {
    return new Head(pooling, OptionalInt.empty(), normalize);
  }

  /** As a study writes it. */
  public String inKeys() {
    return "pooling: %s, %snormalize: %s"
        .formatted(
            pooling.key(),
            project.isPresent() ? "project: " + project.getAsInt() + ", " : "",
            normalize);
  }

  /** Width of the embeddings of a backbone. */
  public int width(BackboneConfig config) {
    return project.orElse(config.hiddenSize());
  }
}
