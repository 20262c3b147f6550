package org.denselab.backbone;

import java.util.List;
import java.util.OptionalInt;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.Outline;
import org.denselab.graph.ParameterSpec;
import org.denselab.graph.Program;
import org.denselab.graph.Value;
import org.denselab.weights.TensorSource;

/** Backbones with a head, as programs. */
public final class Backbones {
  private static final Logger LOG = LogManager.getLogger();
  private static final String PROJECTION = "projection";
  private static final String POOLER = "pooler.dense";

  private Backbones() {}

  /**
   * Compiles a backbone and its head. Taps: {@code hidden.0} to {@code hidden.L}, {@code pooled},
   * and {@code embedding}, which retrieval uses: after projection and normalisation.
   *
   * @param weights a checkpoint, or {@link #initial}; not closed here
   * @param seed draws the projection where the checkpoint has none
   * @throws org.denselab.base.BadInput listing every tensor that is missing, unknown or has another
   *     shape
   */
  public static Program build(BackboneConfig config, Head head, TensorSource weights, long seed) {
    var names = names(config, head, weights);
    if (!names.ignored().isEmpty())
      LOG.info(
          "{}: not part of the encoder, ignored: {}",
          names.origin(),
          String.join(", ", names.ignored()));
    if (head.pooler() && !names.names().contains(POOLER + ".weight"))
      throw new BadInput(
          "%s has no %s.weight, which pooling: pooler reads; write pooling: cls"
              .formatted(names.origin(), POOLER));
    TensorSource tensors = names;
    String projection = PROJECTION + ".weight";
    if (head.project().isPresent() && !names.names().contains(projection)) {
      LOG.info("{} is not in the checkpoint, drawn from seed {}", projection, seed);
      tensors = new OverlaySource(names, initial(config, head, seed), List.of(projection));
    }
    return declare(config, head).build(tensors);
  }

  /** Weights that were not trained yet: the same values for a name, whatever else is drawn. */
  public static TensorSource initial(BackboneConfig config, Head head, long seed) {
    return new InitialWeights(parameters(config, head), config::initialRange, seed);
  }

  /** What the program needs, in the order of its parameters; nothing is allocated. */
  public static List<ParameterSpec> parameters(BackboneConfig config, Head head) {
    return declare(config, head).parameters();
  }

  /** As {@link #outline(BackboneConfig, Head)}, with values as the checkpoint stores them. */
  public static Outline outline(BackboneConfig config, Head head, TensorSource weights) {
    var names = names(config, head, weights);
    return outline(config, head)
        .stored(name -> names.names().contains(name) && names.tensor(name).type().bytes() == 2);
  }

  /** What the program would compute; nothing is allocated. */
  public static Outline outline(BackboneConfig config, Head head) {
    return declare(config, head).outline();
  }

  /**
   * Names of the linear modules that LoRA targets mean; nothing is allocated.
   *
   * @throws org.denselab.base.BadInput where a target matches none
   */
  public static List<String> loraModules(BackboneConfig config, Head head, List<String> targets) {
    return declare(config, head).loraModules(targets);
  }

  /** Whether weights have a pooler. */
  public static boolean hasPooler(BackboneConfig config, TensorSource weights) {
    var head = Head.of(Head.POOLER, OptionalInt.empty(), false);
    return names(config, head, weights).names().contains(POOLER + ".weight");
  }

  /** The pooler is part of the encoder where the head reads it. */
  private static CheckpointNames names(BackboneConfig config, Head head, TensorSource weights) {
    var kept = head.pooler() ? POOLER + "." : "";
    return new CheckpointNames(weights, config.naming(), kept);
  }

  private static GraphBuilder declare(BackboneConfig config, Head head) {
    var graph = new GraphBuilder();
    Value x = config.declare(graph);
    x = graph.pool("pooling", x, head.pooling());
    if (head.pooler()) {
      x = graph.linear(POOLER, x, config.hiddenSize());
      x = graph.activation("pooler.activation", x, Nonlinearity.TANH);
    }
    graph.tap("pooled", x);
    if (head.project().isPresent()) x = graph.projection(PROJECTION, x, head.project().getAsInt());
    if (head.normalize()) x = graph.normalize("normalize", x);
    graph.tap("embedding", x);
    return graph;
  }
}
