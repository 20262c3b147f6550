package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.engine.Request;
import org.denselab.engine.plan.Placement.Life;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.graph.Block;
import org.denselab.graph.Outline;
import org.denselab.graph.Program;
import org.denselab.graph.Value;

/** Turns a block table into the steps of a plan. */
final class Lowering {
  private static final Logger LOG = LogManager.getLogger();

  private final Outline program;
  private final Request request;
  private final Demand demand;
  private final Tape tape;

  /** Blocks in runs: all in one, or cut where what runs before is made again in backward. */
  private final List<List<Block>> runs;

  /** Activations that products take in. */
  private final Map<Block.Multiply, Block.Activation> gates = new HashMap<>();

  /** Steps that make again what was made before. */
  private final BitSet again = new BitSet();

  private final Choices choices;
  private final Fallbacks fallbacks;

  private Lowering(
      Outline program,
      Function<String, Numbers> numbers,
      Request request,
      boolean half,
      int threads,
      Choices choices,
      Fallbacks fallbacks) {
    this.program = program;
    this.choices = choices;
    this.fallbacks = fallbacks;
    this.request = request;
    demand = new Demand(program, request);
    boolean thrifty = demand.training() && !request.recompute();
    tape = new Tape(program, numbers, demand, choices.products(), half, thrifty, threads);
    runs =
        request.recompute() && demand.training()
            ? LayerRuns.of(program)
            : List.of(program.blocks());
    LayerRuns.crossings(runs).forEach(demand::keep);
    for (Block block : program.blocks())
      if (block instanceof Block.Activation b && demand.computes(b) && hasKernel(b))
        GateNode.around(demand, b)
            .filter(this::hasKernel)
            .ifPresent(product -> gates.put(product, b));
    tape.halves().gates(gates.keySet());
  }

  /**
   * @param half whether products multiply bf16
   * @param fallbacks run what has no kernel
   */
  static Plan lower(
      Program program,
      Request request,
      boolean half,
      int threads,
      Choices choices,
      Fallbacks fallbacks) {
    return new Lowering(
            program.outline(),
            name -> Numbers.of(program.parameter(name)),
            request,
            half,
            threads,
            choices,
            fallbacks)
        .plan();
  }

  /** A plan that will not run. */
  static Plan lower(Outline program, Request request, boolean half, int threads, Choices choices) {
    return new Lowering(
            program,
            name -> Numbers.of(program.parameter(name)),
            request,
            half,
            threads,
            choices,
            null)
        .plan();
  }

  private Plan plan() {
    sayWhatHasNoKernel();
    tape.keep(false);
    for (List<Block> run : earlier()) forward(run);
    tape.keep(true);
    List<Node> last = forward(runs.getLast());
    var outputs = new ArrayList<Plan.Tap>();
    for (String tap : request.read())
      outputs.add(new Plan.Tap(tap, program.tap(tap), tape.value(program.tap(tap))));
    int forward = tape.steps().size();
    if (demand.training()) backward(last);
    var gradients = new ArrayList<Plan.Tap>();
    for (String tap : request.differentiate())
      gradients.add(new Plan.Tap(tap, program.tap(tap), tape.gradient(program.tap(tap))));
    List<Step> left = LayerRuns.withoutUnread(tape.steps(), again);
    var steps = new ArrayList<>(Groups.of(left.subList(0, forward)));
    steps.addAll(Groups.of(left.subList(forward, left.size())));
    return new Plan(
        steps.subList(0, forward),
        steps.subList(forward, steps.size()),
        tape.buffers(),
        lives(steps, forward, outputs, gradients),
        outputs,
        request.seeded(),
        gradients,
        tape.parameters(),
        demand.embeddings(),
        tape.numbers(),
        tape.convertedBytes());
  }

  /** Lookups have no operations in SameDiff either. */
  private boolean hasKernel(Block block) {
    return block instanceof Block.Embedding || choices.kernel().test(block);
  }

  private void sayWhatHasNoKernel() {
    Set<String> kinds = new TreeSet<>();
    for (Block block : program.blocks())
      if (demand.computes(block) && !hasKernel(block)) kinds.add(block.getClass().getSimpleName());
    if (!kinds.isEmpty())
      LOG.info("no kernels for {}: such blocks run in SameDiff", String.join(", ", kinds));
  }

  /** Runs that keep nothing in the forward pass. */
  private List<List<Block>> earlier() {
    return runs.subList(0, runs.size() - 1);
  }

  /** The nodes of a run's blocks that pass gradients on. */
  private List<Node> forward(List<Block> run) {
    var nodes = new ArrayList<Node>();
    for (Block block : run)
      if (demand.computes(block)) {
        Node node = forward(block);
        if (demand.training() && demand.differentiates(block)) nodes.add(node);
      }
    return nodes;
  }

  private Node forward(Block block) {
    if (!hasKernel(block)) return FallbackNode.forward(tape, block, fallbacks);
    return switch (block) {
      case Block.Embedding b -> EmbeddingNode.forward(tape, b);
      case Block.Linear b -> LinearNode.forward(tape, b);
      case Block.LayerNorm b -> LayerNormNode.forward(tape, b);
      case Block.RmsNorm b -> RmsNormNode.forward(tape, b);
      case Block.Rotary b -> RotaryNode.forward(tape, b);
      case Block.Scale b -> ScaleNode.forward(tape, b);
      case Block.Multiply b -> multiply(b);
      case Block.Attention b -> AttentionNode.forward(tape, b);
      case Block.Activation b -> activation(b);
      case Block.Add b -> AddNode.forward(tape, b);
      case Block.Dropout b -> DropoutNode.forward(tape, b);
      case Block.Pool b -> PoolNode.forward(tape, b);
      case Block.Normalize b -> NormalizeNode.forward(tape, b);
      case Block.Lora b -> LoraNode.forward(tape, b);
    };
  }

  /** Nothing yet, where the one product that reads it takes it in. */
  private Node activation(Block.Activation b) {
    return gates.containsValue(b) ? _ -> {} : ActivationNode.forward(tape, b);
  }

  private Node multiply(Block.Multiply b) {
    Block.Activation gate = gates.get(b);
    return gate == null ? MultiplyNode.forward(tape, b) : GateNode.forward(tape, gate, b);
  }

  private void backward(List<Node> last) {
    for (String tap : request.differentiate()) tape.keepGradient(program.tap(tap));
    for (int i = 0; i < request.seeded().size(); i++) {
      Value value = program.tap(request.seeded().get(i));
      if (demand.differentiates(value)) tape.add(seed(i, value, tape.into(value)));
    }
    for (Node node : last.reversed()) node.backward(tape);
    for (List<Block> run : earlier().reversed()) {
      if (run.stream().noneMatch(b -> demand.computes(b) && demand.differentiates(b))) continue;
      int from = tape.steps().size();
      tape.halves().forgetCopies();
      List<Node> nodes = forward(run);
      again.set(from, tape.steps().size());
      for (Node node : nodes.reversed()) node.backward(tape);
    }
  }

  /** Copies a seed in; the rows past the last one become 0. */
  private static Step seed(int number, Value value, Target to) {
    int width = value.width();
    return RowSteps.of(
        "seed " + value.name(),
        value.rows(),
        to.add() ? List.of(to.buffer()) : List.of(),
        List.of(to.buffer()),
        (frame, worker, from, count) -> {
          int given = Math.clamp(frame.packing().used(value.rows()) - from, 0, count);
          long at = frame.address(to.buffer()) + 4L * from * width;
          frame.addSeed(number, from * width, at, to.add(), given * width);
          if (!to.add()) Lanes.zero(at + 4L * given * width, (long) (count - given) * width);
        });
  }

  /** From the first step that touches a buffer to the last, or to when the caller has read it. */
  private List<Life> lives(
      List<Step> all, int forward, List<Plan.Tap> outputs, List<Plan.Tap> gradients) {
    int buffers = tape.buffers().size();
    int steps = all.size();
    int[][] groups = Groups.bounds(all);
    var first = new int[buffers];
    var last = new int[buffers];
    Arrays.fill(first, Integer.MAX_VALUE);
    Arrays.fill(last, -1);
    for (int s = 0; s < steps; s++) {
      Step step = all.get(s);
      for (List<Buffer> touched : List.of(step.reads(), step.writes()))
        for (Buffer buffer : touched) {
          first[buffer.id()] = Math.min(first[buffer.id()], groups[0][s]);
          last[buffer.id()] = Math.max(last[buffer.id()], groups[1][s]);
        }
    }
    for (Plan.Tap tap : outputs)
      last[tap.buffer().id()] = Math.max(last[tap.buffer().id()], forward - 1);
    for (Plan.Tap tap : gradients) if (tap.buffer() != null) last[tap.buffer().id()] = steps;
    var lives = new ArrayList<Life>();
    for (int b = 0; b < buffers; b++) lives.add(new Life(first[b], last[b]));
    return lives;
  }
}
