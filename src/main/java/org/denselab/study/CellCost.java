package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.base.BadInput;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Engine;
import org.denselab.dsl.Head;
import org.denselab.dsl.Pretrain;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Tuning;
import org.denselab.graph.Lora;
import org.denselab.graph.Outline;
import org.denselab.model.ModelFolder;
import org.denselab.study.stage.Architectures;
import org.denselab.study.stage.Arithmetic;
import org.denselab.study.stage.BackboneStage;
import org.denselab.study.stage.Computing;
import org.denselab.train.Ahead;
import org.denselab.train.MaskedHead;
import org.denselab.weights.ModelFiles;

/** What the stages of a cell cost, from the numbers of its backbone. */
final class CellCost {
  private static final int ID_BYTES = 16;

  private final StudyCell cell;
  private final Optional<Cost> cost;
  private Outline outline;

  CellCost(StudyCell cell) {
    this.cell = cell;
    var engine = Arithmetic.of(cell.study()).name();
    this.cost = cell.study().backbone().map(backbone -> of(backbone, engine));
  }

  private static Cost of(Backbone backbone, Engine engine) {
    return Cost.of(config(backbone), BackboneStage.head(backbone), engine);
  }

  /** The backbone's shape, with as many tokens as its vocabulary may have. */
  static BackboneConfig config(Backbone backbone) {
    return switch (backbone) {
      case Backbone.Preset preset -> Architectures.config(preset.architecture());
      case Backbone.Weights weights -> Families.parse(transformer(weights));
    };
  }

  /** Where config.json and weights lie. */
  static Path transformer(Backbone.Weights backbone) {
    try {
      return ModelFolder.transformer(backbone.weights());
    } catch (IOException e) {
      throw new BadInput(backbone.weights() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** One line about the backbone, empty for a study without one. */
  Optional<String> parameters() {
    return cost.map(
        c ->
            "%s has %,d, %,d of them multiplied with every token"
                .formatted(
                    name(cell.study().backbone().orElseThrow()), c.parameters(), c.products()));
  }

  /** The backbone's parameters without its embeddings, 0 for a study without one. */
  long size() {
    return cost.map(Cost::products).orElse(0L);
  }

  /** What tables call the backbone. */
  static String name(Backbone backbone) {
    return switch (backbone) {
      case Backbone.Preset preset -> preset.preset();
      case Backbone.Weights weights -> String.valueOf(weights.weights().getFileName());
    };
  }

  /**
   * @param keep hard negatives of a query in a row
   */
  Stage.Estimate training(int queryLength, int passageLength, int keep) {
    var train = cell.study().train();
    int length = Math.max(queryLength, passageLength);
    Outline program = tuned();
    IntToLongFunction bytes =
        batch ->
            planned(
                    program,
                    Computing.TAP,
                    0,
                    true,
                    Ahead.full(
                        new int[] {batch, batch * (1 + keep)},
                        new int[] {queryLength, passageLength}))
                .orElseGet(
                    () ->
                        cost()
                            .trainingBytes(
                                tokens(batch, queryLength, passageLength, keep),
                                (long) batch * (2 + keep),
                                length));
    long tokens = tokens(train.batch(), queryLength, passageLength, keep);
    return new Stage.Estimate(
        cost().trainingSeconds((long) train.steps() * train.accumulate(), tokens),
        bytes.applyAsLong(train.batch()),
        checkpointBytes(program) * (1 + train.checkpoints().size()),
        new Stage.Knob(
            cell.position("train.batch").toString(), "train.batch", train.batch(), bytes));
  }

  /** What computes. */
  Computing computing() {
    return new Computing(Arithmetic.of(cell.study()), cell.study().memory());
  }

  /**
   * Bytes that an engine tells of itself, libraries included; empty where it plans nothing.
   *
   * @throws BadInput where that is more than the study's memory whatever is done
   */
  private OptionalLong planned(Outline program, String tap, long own, boolean chunks, Ahead ahead) {
    try {
      var plan = computing().plan(program, tap, own, chunks, ahead);
      return plan.workspace().isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Cost.LIBRARIES + plan.bytes());
    } catch (BadInput e) {
      throw new BadInput(cell.position("memory") + ": " + e.getMessage(), e);
    }
  }

  private Outline outline() {
    if (outline == null) outline = outlined();
    return outline;
  }

  private Outline outlined() {
    Backbone backbone = cell.study().backbone().orElseThrow();
    var head = BackboneStage.head(backbone);
    return switch (backbone) {
      case Backbone.Preset _ -> Backbones.outline(cost().config(), head);
      case Backbone.Weights given -> {
        try (var weights = ModelFiles.open(transformer(given))) {
          yield Backbones.outline(cost().config(), head, weights);
        } catch (IOException e) {
          throw new BadInput(given.weights() + " cannot be read: " + e.getMessage(), e);
        }
      }
    };
  }

  /** What a checkpoint with its optimizer's moments takes on disk: of LoRA the adapters alone. */
  private long checkpointBytes(Outline program) {
    long model =
        cell.study().tuning() instanceof Tuning.Lora
            ? program.trainableElements()
            : program.elements();
    return 4 * (model + 2 * program.trainableElements());
  }

  /** The program as it is fine-tuned. */
  private Outline tuned() {
    return switch (cell.study().tuning()) {
      case Tuning.None _ -> outline();
      case Tuning.Full full ->
          outline().frozen(name -> full.freeze().stream().anyMatch(name::startsWith));
      case Tuning.Lora lora ->
          outline().lora(new Lora(lora.rank(), lora.alpha(), lora.dropout(), lora.targets(), 1));
    };
  }

  private static long tokens(int batch, int queryLength, int passageLength, int keep) {
    return batch * (queryLength + (1L + keep) * passageLength);
  }

  Stage.Estimate pretraining(Pretrain pretrain) {
    var course = pretrain.course();
    double views = // of a text, in texts of full length
        switch (pretrain) {
          case Pretrain.Crop crop -> crop.minCrop() + crop.maxCrop();
          case Pretrain.Mlm _, Pretrain.Clm _ -> 1;
        };
    int sequences = pretrain instanceof Pretrain.Crop ? 2 : 1;
    double most = pretrain instanceof Pretrain.Crop crop ? 2 * crop.maxCrop() : 1;
    long tokens = Math.round(course.batch() * course.length() * views);
    long steps =
        course
            .steps()
            .map(Integer::longValue)
            .orElseGet(() -> course.tokens().orElseThrow().value() / Math.max(1, tokens));
    boolean crops = pretrain instanceof Pretrain.Crop;
    String tap = crops ? Computing.TAP : "hidden." + cost().config().layers();
    long vocabulary = cost().config().vocabularySize();
    long own =
        switch (pretrain) {
          case Pretrain.Crop _ -> 0;
          case Pretrain.Mlm _ -> MaskedHead.elements(vocabulary, cost().config().hiddenSize());
          case Pretrain.Clm clm ->
              clm.tieWordEmbeddings() ? 0 : vocabulary * cost().config().hiddenSize();
        };
    int longest = (int) Math.ceil(course.length() * most / sequences);
    Outline program = outline();
    IntToLongFunction bytes =
        batch ->
            planned(
                    program,
                    tap,
                    own,
                    crops,
                    Ahead.full(new int[] {sequences * batch}, new int[] {longest}))
                .orElseGet(
                    () ->
                        cost()
                            .trainingBytes(
                                Math.round(batch * course.length() * most),
                                (long) sequences * batch,
                                course.length()));
    return new Stage.Estimate(
        cost().trainingSeconds(steps, tokens),
        bytes.applyAsLong(course.batch()),
        2 * cost().checkpointBytes(),
        new Stage.Knob(
            cell.position("backbone.pretrain.batch").toString(),
            "backbone.pretrain.batch",
            course.batch(),
            bytes));
  }

  Stage.Estimate encoding(long texts, int length) {
    long vector = 4L * width() + ID_BYTES;
    return new Stage.Estimate(
        cost().encodingSeconds(texts * length), encodingBytes(length), texts * vector, null);
  }

  private long encodingBytes(int length) {
    int sequences = Cost.encodedSequences(length);
    var ahead = Ahead.full(new int[] {sequences}, new int[] {length});
    var workspace = computing().encoding(outline(), ahead);
    return workspace.isEmpty()
        ? cost().encodingBytes(length)
        : Cost.LIBRARIES + cost().weightsBytes() + workspace.getAsLong();
  }

  long parameterCount() {
    return cost().parameters();
  }

  /** Parameters that fine-tuning changes. */
  long trainable() {
    return tuned().trainableElements();
  }

  int layers() {
    return cost().config().layers();
  }

  int hiddenSize() {
    return cost().config().hiddenSize();
  }

  /** Of the embeddings. */
  int width() {
    return cell.study()
        .backbone()
        .map(Backbone::head)
        .flatMap(Head::project)
        .orElseGet(() -> cost().config().hiddenSize());
  }

  private Cost cost() {
    return cost.orElseThrow();
  }
}
