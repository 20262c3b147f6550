package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.denselab.backbone.Attention;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.dsl.Architecture;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Words;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.text.HfTokenizer;
import org.denselab.weights.PeftAdapter;

/**
 * A backbone as it is before this study trains it: initialised from a seed, or read from a folder.
 */
public final class BackboneStage {
  private static final int VERSION = 1;

  private BackboneStage() {}

  /** From scratch, with a tokenizer that was trained. */
  public static Stage of(
      String title,
      Stage tokenizer,
      Architecture architecture,
      Optional<Attention> attention,
      Head head,
      long seed) {
    return key(attention)
        .input(tokenizer)
        .with("architecture", architecture)
        .with("head", head)
        .with("seed", seed)
        .stage(
            title + ", seed " + seed,
            (out, workplace) -> {
              Path texts = workplace.folder(tokenizer);
              var own = config(architecture, texts);
              var config = attention.map(wanted -> wanted.of(own)).orElse(own);
              try (var weights = Backbones.initial(config, head, seed);
                  var model = Model.of(config, head, weights, seed, texts)) {
                ModelFolder.write(out, model);
                return parameters(model);
              }
            });
  }

  /**
   * A folder and what it holds.
   *
   * @param sha256 over its files
   */
  public record Found(Path folder, String sha256) {}

  /**
   * From a folder of HuggingFace's, or a checkpoint of ours.
   *
   * @param adapter of PEFT's, merged into the weights
   * @param seed draws a projection that the folder lacks
   */
  public static Stage of(
      Found weights, Optional<Found> adapter, Optional<Attention> attention, Head head, long seed) {
    StageKey key = key(attention).with("folder", weights.sha256());
    adapter.ifPresent(merged -> key.with("adapter", merged.sha256()));
    Path folder = weights.folder();
    return key.with("head", head)
        .with("seed", head.project().isPresent() ? seed : 0)
        .stage(
            folder + adapter.map(merged -> " with " + merged.folder()).orElse(""),
            (out, _) -> {
              try (var model = ModelFolder.foreign(folder, head, seed, attention)) {
                if (adapter.isPresent()) merge(model.program(), adapter.get().folder());
                ModelFolder.write(out, model);
                return parameters(model);
              }
            });
  }

  private static void merge(Program program, Path folder) throws IOException {
    try (var adapter = PeftAdapter.open(folder)) {
      program.lora(adapter);
    }
    program.merge();
  }

  /** What goes without saying is no part of the key. */
  private static StageKey key(Optional<Attention> attention) {
    var key = new StageKey("backbone", VERSION);
    attention.ifPresent(seen -> key.with("attention", seen));
    return key;
  }

  /** The study's attention in the words of the backbone room. */
  public static Optional<Attention> attention(Backbone.Tower backbone) {
    return backbone.attention().map(said -> Attention.valueOf(said.name()));
  }

  /** Weights that are not given: a plan has a place for them, and nothing can run on them. */
  public static Stage absent(String preset, org.denselab.dsl.Head head) {
    return new StageKey("backbone", VERSION)
        .with("absent", preset)
        .with("head", head)
        .stage(
            preset + ", not given",
            (_, _) -> {
              throw new BadInput("the weights of " + preset + " are not given");
            });
  }

  private static BackboneConfig config(Architecture architecture, Path folder) throws IOException {
    try (var tokenizer = HfTokenizer.open(folder)) {
      return Architectures.config(
          architecture, tokenizer.vocabularySize(), tokenizer.special().pad());
    }
  }

  /**
   * A backbone's head in the words of its room, pooled as its family is where the study leaves that
   * open.
   *
   * @throws BadInput where the folder of the weights cannot say what it is
   */
  public static Head head(Backbone.Tower backbone) {
    var head = backbone.head();
    String pooling =
        switch (head.pooling()) {
          case AUTO -> pooling(backbone);
          case CLS, MEAN, LAST, POOLER -> Words.of(head.pooling());
        };
    return Head.of(
        pooling,
        head.project().map(OptionalInt::of).orElseGet(OptionalInt::empty),
        head.normalize());
  }

  private static String pooling(Backbone.Tower backbone) {
    return switch (backbone) {
      case Backbone.Preset preset ->
          switch (preset.architecture()) {
            case Architecture.T5 _ -> Pooling.MEAN.key();
            case Architecture other -> (other.causal() ? Pooling.LAST : Pooling.CLS).key();
          };
      case Backbone.Weights weights -> {
        try {
          yield ModelFolder.pooling(weights.weights());
        } catch (IOException e) {
          throw new BadInput(weights.weights() + " cannot be read: " + e.getMessage(), e);
        }
      }
    };
  }

  private static String parameters(Model model) {
    long all = model.program().parameters().stream().mapToLong(p -> p.elements()).sum();
    return "%,d parameters".formatted(all);
  }
}
