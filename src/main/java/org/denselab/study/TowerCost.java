package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.base.BadInput;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Engine;
import org.denselab.dsl.Head;
import org.denselab.graph.Outline;
import org.denselab.model.ModelFolder;
import org.denselab.study.stage.Architectures;
import org.denselab.study.stage.BackboneStage;
import org.denselab.weights.ModelFiles;
import org.denselab.weights.PeftAdapter;

/** One encoder of a cell, and what it costs. */
final class TowerCost {
  private final Backbone.Tower backbone;
  private final Cost cost;
  private Outline outline;

  TowerCost(Backbone.Tower backbone, Engine engine) {
    this.backbone = backbone;
    this.cost = Cost.of(config(backbone), BackboneStage.head(backbone), engine);
  }

  Backbone.Tower backbone() {
    return backbone;
  }

  Cost cost() {
    return cost;
  }

  /** Of its embeddings. */
  int width() {
    return backbone.head().project().orElse(cost.config().hiddenSize());
  }

  /** What its program computes, with values as its folder stores them. */
  Outline outline() {
    if (outline == null) outline = outlined();
    return outline;
  }

  private Outline outlined() {
    var head = BackboneStage.head(backbone);
    return switch (backbone) {
      case Backbone.Preset _ -> Backbones.outline(cost.config(), head);
      case Backbone.Weights given -> {
        try (var weights = ModelFiles.open(transformer(given))) {
          Outline stored = Backbones.outline(cost.config(), head, weights);
          yield given.adapter().isEmpty() ? stored : merged(stored, given.adapter().get());
        } catch (IOException e) {
          throw new BadInput(given.weights() + " cannot be read: " + e.getMessage(), e);
        }
      }
    };
  }

  /** What an adapter is added into is fp32, whatever the file holds. */
  private static Outline merged(Outline stored, Path folder) throws IOException {
    try (var adapter = PeftAdapter.open(folder)) {
      return stored.widened(
          name ->
              adapter.weights().stream()
                  .anyMatch(pair -> (pair.module() + ".weight").endsWith(name)));
    }
  }

  /** The backbone's shape, with as many tokens as its vocabulary may have. */
  static BackboneConfig config(Backbone.Tower backbone) {
    BackboneConfig own =
        switch (backbone) {
          case Backbone.Preset preset -> Architectures.config(preset.architecture());
          case Backbone.Weights weights -> Families.parse(transformer(weights));
        };
    return BackboneStage.attention(backbone).map(wanted -> wanted.of(own)).orElse(own);
  }

  /** Whether there is a pooler where one is asked for; from scratch there is none. */
  static boolean hasPooler(Backbone.Tower backbone) {
    if (backbone.head().pooling() != Head.Pooling.POOLER) return true;
    if (!(backbone instanceof Backbone.Weights weights)) return false;
    try (var opened = ModelFiles.open(transformer(weights))) {
      return Backbones.hasPooler(config(weights), opened);
    } catch (IOException e) {
      throw new BadInput(weights.weights() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Where config.json and weights lie. */
  static Path transformer(Backbone.Weights backbone) {
    try {
      return ModelFolder.transformer(backbone.weights());
    } catch (IOException e) {
      throw new BadInput(backbone.weights() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
