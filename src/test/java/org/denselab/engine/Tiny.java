package org.denselab.engine;

import java.util.Random;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;

/** A BERT small enough for tests. */
public final class Tiny {
  public static final int VOCABULARY = 50;
  public static final int HIDDEN = 16;
  public static final int POSITIONS = 72;

  private Tiny() {}

  public static Program bert(double dropout) {
    var config = BertConfig.of(VOCABULARY, 2, HIDDEN, 4, POSITIONS, dropout);
    var head = Head.of(Pooling.MEAN, true);
    return Backbones.build(config, head, Backbones.initial(config, head, 3), 3);
  }

  public static Matrix seed(int rows) {
    var random = new Random(9);
    var seed = new Matrix(rows, HIDDEN);
    for (int i = 0; i < seed.values().length; i++) seed.values()[i] = (float) random.nextGaussian();
    return seed;
  }
}
