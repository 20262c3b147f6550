package org.denselab.engine.samediff;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.denselab.engine.Batch;
import org.denselab.engine.DropoutMask;
import org.denselab.graph.Block;
import org.denselab.graph.Inputs;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch padded on the right to a length of few choices, because arrays are reused by exact shape:
 * what the graph is fed besides embedding rows. Row {@code b * T + t} is token t of sequence b.
 */
record PaddedBatch(Batch batch, int length) {
  private static final float PADDING = -1e9f;

  static PaddedBatch of(Batch batch) {
    int longest = 0;
    for (int[] sequence : batch.ids()) longest = Math.max(longest, sequence.length);
    return new PaddedBatch(batch, bucket(longest));
  }

  /** Multiples of 8 up to 64, of 32 up to 256, of 128 beyond. */
  private static int bucket(int length) {
    int step = length <= 64 ? 8 : length <= 256 ? 32 : 128;
    return (length + step - 1) / step * step;
  }

  int rows() {
    return batch.size() * length;
  }

  int[] ids(int sequence) {
    return batch.ids()[sequence];
  }

  /** All placeholders but embedding rows. */
  Map<String, INDArray> feeds(Program program) {
    var feeds = new HashMap<String, INDArray>();
    feeds.put(Inputs.ATTENTION_BIAS, attentionBias());
    for (Block block : program.blocks()) {
      switch (block) {
        case Block.Attention b -> {
          int width = b.query().width() / b.heads();
          feed(feeds, Inputs.headsShape(b), () -> shape(batch.size(), length, b.heads(), width));
          if (b.dropout() > 0) feeds.put(Inputs.mask(b), attentionMask(b));
        }
        case Block.Pool b -> {
          int width = b.input().width();
          feed(feeds, Inputs.sequencesShape(b), () -> shape(batch.size(), length, width));
          feed(feeds, Inputs.poolingWeights(b), () -> poolingWeights(b.pooling()));
        }
        case Block.Dropout b ->
            feeds.put(Inputs.mask(b), rowMask(b.name(), b.rate(), b.output().width()));
        case Block.Lora b -> {
          if (b.dropout() > 0)
            feeds.put(Inputs.mask(b), rowMask(b.name(), b.dropout(), b.input().width()));
        }
        case Block.Embedding _,
            Block.Linear _,
            Block.LayerNorm _,
            Block.Activation _,
            Block.Add _,
            Block.Normalize _ -> {}
      }
    }
    return feeds;
  }

  private static void feed(Map<String, INDArray> feeds, String name, Supplier<INDArray> array) {
    if (!feeds.containsKey(name)) feeds.put(name, array.get());
  }

  private static INDArray shape(long... shape) {
    return Nd4j.createFromArray(shape);
  }

  private INDArray attentionBias() {
    var bias = new float[rows()];
    for (int b = 0; b < batch.size(); b++)
      for (int t = ids(b).length; t < length; t++) bias[b * length + t] = PADDING;
    return Nd4j.createFromArray(bias).reshape(batch.size(), 1, 1, length);
  }

  private INDArray poolingWeights(Pooling pooling) {
    var weights = new float[rows()];
    for (int b = 0; b < batch.size(); b++) {
      int tokens = ids(b).length;
      switch (pooling) {
        case CLS -> weights[b * length] = 1;
        case LAST -> weights[b * length + tokens - 1] = 1;
        case MEAN -> {
          for (int t = 0; t < tokens; t++) weights[b * length + t] = 1f / tokens;
        }
      }
    }
    return Nd4j.createFromArray(weights).reshape(batch.size(), 1, length);
  }

  /** One factor, 1, where there is no noise. */
  private INDArray rowMask(String site, double rate, int width) {
    if (!batch.noise().active()) return Nd4j.ones(1, 1);
    var mask = new DropoutMask(batch.noise(), site, rate);
    var factors = new float[Math.multiplyExact(rows(), width)];
    for (int b = 0; b < batch.size(); b++)
      for (int t = 0; t < ids(b).length; t++)
        mask.fill(b, 0, t, factors, (b * length + t) * width, width);
    return Nd4j.createFromArray(factors).reshape(rows(), width);
  }

  private INDArray attentionMask(Block.Attention block) {
    if (!batch.noise().active()) return Nd4j.ones(1, 1, 1, 1);
    var mask = new DropoutMask(batch.noise(), block.name(), block.dropout());
    int heads = block.heads();
    var factors = new float[Math.multiplyExact(rows(), heads * length)];
    for (int b = 0; b < batch.size(); b++)
      for (int h = 0; h < heads; h++)
        for (int t = 0; t < ids(b).length; t++) {
          int row = (b * heads + h) * length + t;
          mask.fill(b, h, t, factors, row * length, ids(b).length);
        }
    return Nd4j.createFromArray(factors).reshape(batch.size(), heads, length, length);
  }
}
