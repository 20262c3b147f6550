package org.denselab.bench;

import java.util.List;
import java.util.Optional;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.graph.Pooling;

/**
 * A backbone by the name that tables call it. Without dropout, as the peers are measured.
 *
 * @param config its numbers
 */
public record Shape(String name, BackboneConfig config) {
  private static final int VOCABULARY = 30_522;
  private static final int POSITIONS = 512;

  /** Those with the numbers of published checkpoints. */
  private static final List<Shape> NAMED =
      List.of(
          new Shape("bert-mini", bert(4, 256, 4)),
          new Shape("bert-small", bert(4, 512, 8)),
          new Shape("minilm", bert(6, 384, 12)));

  private static BertConfig bert(int layers, int hidden, int heads) {
    return BertConfig.of(VOCABULARY, layers, hidden, heads, POSITIONS, 0);
  }

  public static List<String> names() {
    return NAMED.stream().map(Shape::name).toList();
  }

  public static Optional<Shape> named(String name) {
    return NAMED.stream().filter(shape -> shape.name().equals(name)).findFirst();
  }

  Head head() {
    return Head.of(Pooling.MEAN, true);
  }
}
