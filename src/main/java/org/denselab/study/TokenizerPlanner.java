package org.denselab.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.TokenizerTraining;
import org.denselab.study.stage.Architectures;
import org.denselab.study.stage.BackboneStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.TokenizerStage;
import org.denselab.text.TokenizerSettings;

/** The tokenizer of a backbone from scratch, and what it is trained on. */
record TokenizerPlanner(StudyCell cell, Catalog catalog) {
  Stage of(Backbone.Preset preset) {
    var training = preset.tokenizer();
    var kind =
        switch (training.kind()) {
          case WORDPIECE -> TokenizerSettings.Kind.WORDPIECE;
          case BPE -> TokenizerSettings.Kind.BPE;
        };
    return TokenizerStage.of(
        texts(preset, training),
        TokenizerSettings.of(
            kind, preset.architecture().vocabSize(), Architectures.special(preset.architecture())));
  }

  /** Where the tokenizer of passages lies; seeds share it. */
  ModelAt ofPassages() {
    var backbone = cell.study().backbone().orElseThrow();
    return switch (backbone.towers().getLast()) {
      case Backbone.Preset preset when cell.weightsAbsent() ->
          new ModelAt.Made(BackboneStage.absent(preset.preset(), preset.head()), "");
      case Backbone.Preset preset -> new ModelAt.Made(of(preset), "");
      case Backbone.Weights weights -> {
        Path folder = TowerCost.transformer(weights);
        try {
          yield new ModelAt.Given(folder, FolderFingerprint.of(folder));
        } catch (IOException e) {
          String at = backbone.path(weights) + ".weights";
          throw new BadInput(
              cell.position(at) + ": " + folder + " cannot be read: " + e.getMessage(), e);
        }
      }
    };
  }

  private TokenizerStage.Texts texts(Backbone.Preset preset, TokenizerTraining training) {
    if (training.text().isPresent())
      return new PlainTexts(catalog.text(training.text().get(), cell, "backbone.tokenizer.text"));
    if (preset.pretrain().isPresent())
      return new PlainTexts(
          catalog.text(preset.pretrain().get().course().text(), cell, "backbone.pretrain.text"));
    List<Collection> collections = new ArrayList<>();
    for (int i = 0; i < cell.study().tasks().size(); i++)
      if (catalog.task(cell, i).train() instanceof Collection data) collections.add(data);
    if (collections.isEmpty())
      throw new BadInput(
          cell.position("backbone")
              + ": a backbone from scratch needs text for its tokenizer; give"
              + " backbone.tokenizer.text");
    return new TrainingTexts(collections);
  }
}
