package org.denselab.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.denselab.backbone.BackboneConfig;
import org.denselab.base.BadInput;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Engine;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Tuning;
import org.denselab.graph.Lora;
import org.denselab.graph.Outline;
import org.denselab.model.Templates;
import org.denselab.study.stage.Arithmetic;

/** The encoders of a cell, and how large they are. */
final class CellTowers {
  private final StudyCell cell;
  private final List<TowerCost> towers;
  private final Map<TowerCost, Outline> tuned = new HashMap<>();

  /**
   * @throws BadInput where two towers do not make embeddings of one width
   */
  CellTowers(StudyCell cell) {
    this.cell = cell;
    var engine = Arithmetic.of(cell.study()).name();
    this.towers =
        cell.study().backbone().map(Backbone::towers).orElse(List.of()).stream()
            .map(tower -> cost(tower, engine))
            .toList();
    if (!towers.isEmpty() && queries().width() != passages().width())
      throw new BadInput(
          cell.position("backbone.passage")
              + ": queries are embedded in %d numbers and passages in %d; give both the same project"
                  .formatted(queries().width(), passages().width()));
  }

  private TowerCost cost(Backbone.Tower tower, Engine engine) {
    if (!cell.weightsAbsent() && !TowerCost.hasPooler(tower))
      throw new BadInput(
          "%s: %s has no pooler.dense.weight, which pooling: pooler reads; write pooling: cls"
              .formatted(cell.position(path(tower) + ".pooling"), name(tower)));
    try {
      return new TowerCost(tower, engine);
    } catch (BadInput e) {
      if (tower.attention().isEmpty()) throw e;
      throw new BadInput(cell.position(path(tower) + ".attention") + ": " + e.getMessage(), e);
    }
  }

  private String path(Backbone.Tower tower) {
    return cell.study().backbone().orElseThrow().path(tower);
  }

  /**
   * What a folder's backbone can read is known when it is read; a preset's earlier.
   *
   * @throws BadInput with the place in the study, where a text would be longer
   */
  void checkLengths(String task, Templates texts) {
    checkLength(task, "query", texts.query().maxLength(), queries().cost().config());
    checkLength(task, "passage", texts.passage().maxLength(), passages().cost().config());
  }

  private void checkLength(String task, String side, int length, BackboneConfig config) {
    if (length <= config.longest()) return;
    var override = cell.study().evaluate().override();
    boolean over =
        (side.equals("query") ? override.queryLength() : override.passageLength()).isPresent();
    String key =
        over ? "evaluate.override." + side + "_length" : "tasks." + task + "." + side + ".length";
    throw new BadInput(
        "%s: %s %d is more than the %d positions of %s; the longest is %d"
            .formatted(
                cell.position(key),
                key,
                length,
                config.longest(),
                config.family(),
                config.longest()));
  }

  TowerCost queries() {
    return towers.getFirst();
  }

  TowerCost passages() {
    return towers.getLast();
  }

  /** One line about the backbone, empty for a study without one. */
  Optional<String> parameters() {
    if (towers.isEmpty()) return Optional.empty();
    long all = towers.stream().mapToLong(tower -> tower.cost().parameters()).sum();
    return Optional.of(
        towers.size() == 1
            ? "%s has %,d, %,d of them besides embeddings%s"
                .formatted(
                    name(queries().backbone()), all, size(), BackboneFacts.published(queries()))
            : "two towers have %,d; %s encodes queries with %,d, %s passages with %,d"
                .formatted(
                    all,
                    name(queries().backbone()),
                    queries().cost().parameters(),
                    name(passages().backbone()),
                    passages().cost().parameters()));
  }

  /** The parameters without embeddings, of both towers; 0 for a study without a backbone. */
  long size() {
    return towers.stream().mapToLong(tower -> tower.cost().nonEmbedding()).sum();
  }

  /** Both of two, one that is for both. */
  List<TowerCost> all() {
    return towers;
  }

  /** The backbone's family, both of two towers; empty for a study without one. */
  String family() {
    return towers.stream()
        .map(tower -> tower.cost().config().family())
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  /** What tables call the backbone. */
  static String name(Backbone backbone) {
    return switch (backbone) {
      case Backbone.Preset preset -> preset.preset();
      case Backbone.Weights weights ->
          weights.weights().getFileName()
              + weights.adapter().map(folder -> " with " + folder.getFileName()).orElse("");
      case Backbone.Towers two -> name(two.query()) + " and " + name(two.passage());
    };
  }

  /** Of both towers. */
  long parameterCount() {
    return towers.stream().mapToLong(tower -> tower.cost().parameters()).sum();
  }

  /** Parameters that fine-tuning changes. */
  long trainable() {
    return towers.stream().mapToLong(tower -> tuned(tower).trainableElements()).sum();
  }

  int layers() {
    return queries().cost().config().layers();
  }

  int hiddenSize() {
    return queries().cost().config().hiddenSize();
  }

  /** Of the embeddings. */
  int width() {
    return passages().width();
  }

  /** The program as it is fine-tuned. */
  Outline tuned(TowerCost tower) {
    return tuned.computeIfAbsent(tower, this::tune);
  }

  private Outline tune(TowerCost tower) {
    return switch (cell.study().tuning()) {
      case Tuning.None _ -> tower.outline();
      case Tuning.Full full ->
          tower.outline().frozen(name -> full.freeze().stream().anyMatch(name::startsWith));
      case Tuning.Lora lora ->
          tower
              .outline()
              .lora(new Lora(lora.rank(), lora.alpha(), lora.dropout(), lora.targets(), 1));
    };
  }
}
