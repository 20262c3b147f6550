package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.BadInput;
import org.denselab.dsl.Pretrain;
import org.denselab.graph.Block;
import org.denselab.graph.Lookup;
import org.denselab.graph.Parameter;
import org.denselab.graph.Program;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.train.CausalHead;
import org.denselab.train.CausalSampler;
import org.denselab.train.Frame;
import org.denselab.train.InterpolatedBigram;
import org.denselab.train.MaskSettings;
import org.denselab.train.MaskedHead;
import org.denselab.train.MaskedSampler;
import org.denselab.train.PredictionHead;
import org.denselab.train.PredictionSampler;
import org.denselab.train.TextWindows;
import org.denselab.train.Unigram;
import org.denselab.weights.ModelFiles;

/**
 * What predicting tokens needs: batches, a head, and a model that only counts to compare with.
 *
 * @param own elements of the head's own parameters
 */
record Prediction(PredictionSampler sampler, PredictionHead head, long own) {
  private static final Logger LOG = LogManager.getLogger();

  /** The first sentinel stands for what T5 is to fill in. */
  private static final String SENTINEL = "<extra_id_0>";

  static Prediction masked(
      Model model, Pretrain.Mlm mlm, TextWindows windows, Frame frame, long seed) {
    var tokenizer = model.tokenizer();
    int mask =
        tokenizer
            .special()
            .mask()
            .orElseGet(
                () ->
                    tokenizer
                        .id(SENTINEL)
                        .orElseThrow(
                            () -> new BadInput("the tokenizer has no mask token to learn from")));
    int vocabulary = model.config().vocabularySize();
    Parameter words = words(model.program());
    var settings =
        new MaskSettings(
            mlm.course().batch(), mlm.maskProbability(), mask, tokenizer.vocabularySize(), seed);
    return new Prediction(
        new MaskedSampler(windows, frame, settings),
        new MaskedHead(
            words,
            model.config().initializerRange(),
            model.config().initialRange(words.name()),
            seed),
        MaskedHead.elements(vocabulary, model.config().hiddenSize()));
  }

  /**
   * @param folder of HuggingFace's that the backbone was read from, which may have a head
   */
  static Prediction causal(
      Model model,
      Pretrain.Clm clm,
      TextWindows windows,
      Frame frame,
      long seed,
      Optional<Path> folder)
      throws IOException {
    var head = head(words(model.program()), model, clm, seed, folder);
    return new Prediction(
        new CausalSampler(windows, frame, clm.course().batch(), seed),
        head,
        head.parameters().stream().mapToLong(Parameter::elements).sum());
  }

  private static CausalHead head(
      Parameter words, Model model, Pretrain.Clm clm, long seed, Optional<Path> folder)
      throws IOException {
    if (folder.isEmpty())
      return clm.tieWordEmbeddings()
          ? new CausalHead(words)
          : new CausalHead(words.shape(), model.config().initializerRange(), seed);
    try (var weights = ModelFiles.open(ModelFolder.transformer(folder.get()))) {
      if (!clm.tieWordEmbeddings()) return new CausalHead(words.shape(), weights);
      if (CausalHead.isIn(weights))
        LOG.warn(
            "{} has a head of its own, and predictions are made with the word embeddings; to go on"
                + " from it, write pretrain.tie_word_embeddings: false",
            weights.origin());
      return new CausalHead(words);
    }
  }

  /** The table of token vectors, which a tied head shares. */
  private static Parameter words(Program program) {
    for (Block block : program.blocks())
      if (block instanceof Block.Embedding embedding)
        for (Lookup lookup : embedding.lookups())
          if (lookup.index() == Lookup.Index.TOKEN) return program.parameter(lookup.table());
    throw new IllegalStateException("the program embeds no tokens");
  }

  /** The name of the counting model. */
  String baseline() {
    return switch (sampler) {
      case MaskedSampler _ -> "entropy of single tokens";
      case CausalSampler _ -> "interpolated bigram";
    };
  }

  /** The counting model's mean cross entropy, in nats, on the tokens that are predicted. */
  double baselineLoss(TextWindows trained, TextWindows heldOut, int vocabulary) {
    return switch (sampler) {
      case MaskedSampler masked -> new Unigram(trained, vocabulary).loss(masked, heldOut);
      case CausalSampler causal ->
          InterpolatedBigram.of(causal.sequences(trained), vocabulary)
              .loss(causal.sequences(heldOut));
    };
  }
}
