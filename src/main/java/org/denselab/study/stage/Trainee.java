package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.denselab.dsl.Tuning;
import org.denselab.engine.Executable;
import org.denselab.graph.Lora;
import org.denselab.graph.Parameter;
import org.denselab.graph.Program;
import org.denselab.model.Encoders;
import org.denselab.model.Model;
import org.denselab.train.Ahead;
import org.denselab.train.BatchStream;
import org.denselab.train.Contrastive;
import org.denselab.train.ContrastiveLoss;
import org.denselab.train.ContrastiveSettings;
import org.denselab.train.TrainingMemory;

/**
 * The encoders of a contrastive run, compiled within its memory: one, or two towers whose
 * parameters are told apart by what stands before their names. The models are closed by whoever
 * opened them.
 */
final class Trainee implements AutoCloseable {
  /** A program with its batches. */
  private record Side(Model model, String prefix, Ahead ahead) {
    Program program() {
      return model.program();
    }
  }

  private final TrainingMemory memory;
  private final List<Contrastive.Tower> towers = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();

  /** Batches that the run will take from a stream. */
  record Feed(BatchStream batches, int count) {
    Ahead all() {
      return Ahead.of(batches, count);
    }

    Ahead queries() {
      return Ahead.ofQueries(batches, count);
    }

    Ahead passages() {
      return Ahead.ofPassages(batches, count);
    }
  }

  /**
   * @param feeds one a task
   */
  Trainee(Encoders encoders, Computing computing, List<Feed> feeds) {
    List<Side> sides =
        encoders.isShared()
            ? List.of(new Side(encoders.query(), "", together(feeds, Feed::all)))
            : List.of(
                new Side(encoders.query(), "query.", together(feeds, Feed::queries)),
                new Side(encoders.passage(), "passage.", together(feeds, Feed::passages)));
    memory =
        computing.plan(
            sides.stream()
                .map(side -> computing.part(side.program().outline(), side.ahead()))
                .toList());
    try {
      for (Side side : sides) {
        Executable run = computing.compile(side.program(), Encoding.TAP, memory, side.ahead());
        towers.add(new Contrastive.Tower(run, side.prefix()));
        side.program().parameters().stream()
            .map(p -> side.prefix().isEmpty() ? p : p.named(side.prefix() + p.name()))
            .forEach(parameters::add);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Ahead together(List<Feed> feeds, Function<Feed, Ahead> part) {
    return Ahead.together(feeds.stream().map(part).toList());
  }

  /** Makes trainable what the study says, of each tower alike. */
  static void tune(Encoders encoders, Tuning tuning, long seed) {
    for (Model model : encoders.models())
      switch (tuning) {
        case Tuning.None _ -> throw new IllegalStateException("nothing to train");
        case Tuning.Full full ->
            model.program().freeze(name -> full.freeze().stream().anyMatch(name::startsWith));
        case Tuning.Lora lora ->
            model
                .program()
                .lora(new Lora(lora.rank(), lora.alpha(), lora.dropout(), lora.targets(), seed));
      }
  }

  /** How it stays within the memory. */
  TrainingMemory memory() {
    return memory;
  }

  /** Of both towers, in one order. */
  List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  Contrastive objective(BatchStream batches, ContrastiveLoss loss, boolean dropout, long seed) {
    var settings =
        new ContrastiveSettings(Encoding.TAP, loss, memory.way().microBatch(), dropout, seed);
    return new Contrastive(towers.getFirst(), towers.getLast(), batches, settings);
  }

  @Override
  public void close() {
    towers.forEach(tower -> tower.encoder().close());
  }
}
