package org.denselab.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.denselab.engine.Request;
import org.denselab.engine.plan.Placement.Life;
import org.denselab.engine.plan.kernel.Lanes;
import org.denselab.graph.Block;
import org.denselab.graph.Program;
import org.denselab.graph.Value;

/** Turns a block table into the steps of a plan. */
final class Lowering {
  private final Program program;
  private final Request request;
  private final Demand demand;
  private final Tape tape;
  private final List<Node> nodes = new ArrayList<>();

  private Lowering(Program program, Request request, int threads) {
    this.program = program;
    this.request = request;
    demand = new Demand(program, request);
    tape = new Tape(program, demand, threads);
  }

  static Plan lower(Program program, Request request, int threads) {
    return new Lowering(program, request, threads).plan();
  }

  private Plan plan() {
    for (Block block : program.blocks())
      if (demand.computes(block)) {
        Node node = forward(block);
        if (demand.training() && demand.differentiates(block)) nodes.add(node);
      }
    var outputs = new ArrayList<Plan.Tap>();
    for (String tap : request.read())
      outputs.add(new Plan.Tap(tap, program.tap(tap), tape.value(program.tap(tap))));
    int forward = tape.steps().size();
    if (demand.training()) backward();
    var gradients = new ArrayList<Plan.Tap>();
    for (String tap : request.differentiate())
      gradients.add(new Plan.Tap(tap, program.tap(tap), tape.gradient(program.tap(tap))));
    return new Plan(
        tape.steps().subList(0, forward),
        tape.steps().subList(forward, tape.steps().size()),
        tape.buffers(),
        lives(forward, outputs, gradients),
        outputs,
        request.seeded(),
        gradients,
        tape.parameters(),
        demand.embeddings());
  }

  private Node forward(Block block) {
    return switch (block) {
      case Block.Embedding b -> EmbeddingNode.forward(tape, b);
      case Block.Linear b -> LinearNode.forward(tape, b);
      case Block.LayerNorm b -> LayerNormNode.forward(tape, b);
      case Block.Attention b -> AttentionNode.forward(tape, b);
      case Block.Activation b -> ActivationNode.forward(tape, b);
      case Block.Add b -> AddNode.forward(tape, b);
      case Block.Dropout b -> DropoutNode.forward(tape, b);
      case Block.Pool b -> PoolNode.forward(tape, b);
      case Block.Normalize b -> NormalizeNode.forward(tape, b);
      case Block.Lora b -> LoraNode.forward(tape, b);
    };
  }

  private void backward() {
    for (String tap : request.differentiate()) tape.keepGradient(program.tap(tap));
    for (int i = 0; i < request.seeded().size(); i++) {
      Value value = program.tap(request.seeded().get(i));
      if (demand.differentiates(value)) tape.add(seed(i, value, tape.into(value)));
    }
    for (Node node : nodes.reversed()) node.backward(tape);
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
  private List<Life> lives(int forward, List<Plan.Tap> outputs, List<Plan.Tap> gradients) {
    int buffers = tape.buffers().size();
    int steps = tape.steps().size();
    var first = new int[buffers];
    var last = new int[buffers];
    Arrays.fill(first, Integer.MAX_VALUE);
    Arrays.fill(last, -1);
    for (int s = 0; s < steps; s++) {
      Step step = tape.steps().get(s);
      for (List<Buffer> touched : List.of(step.reads(), step.writes()))
        for (Buffer buffer : touched) {
          first[buffer.id()] = Math.min(first[buffer.id()], s);
          last[buffer.id()] = s;
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
