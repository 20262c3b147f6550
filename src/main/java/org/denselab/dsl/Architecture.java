package org.denselab.dsl;

import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;

/** The numbers of a backbone from scratch, under the key names of HuggingFace's config.json. */
@ChosenBy("family")
public sealed interface Architecture {
  /** The size of the vocabulary. */
  int vocabSize();

  /** The longest text in tokens. */
  int maxPositionEmbeddings();

  /** BERT (Devlin et al. 2019). */
  @Named("bert")
  @Doc("BERT (Devlin et al. 2019)")
  record Bert(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int hiddenSize,
      @Range(min = 1, max = 1000) @Doc("layers") int numHiddenLayers,
      @Range(min = 1) @Doc("attention heads; they divide the width") int numAttentionHeads,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks")
          int intermediateSize,
      @Default("512") @Range(min = 4, max = 10_000_000) @Doc("longest text in tokens")
          int maxPositionEmbeddings,
      @Default("2") @Range(min = 1) @Doc("token types") int typeVocabSize,
      @Default("gelu") @Doc("activation inside the feed-forward blocks") Activation hiddenAct,
      @Default("0.1") @Range(min = 0, below = 1) @Doc("dropout after embeddings and blocks")
          double hiddenDropoutProb,
      @Default("0.1") @Range(min = 0, below = 1) @Doc("dropout of attention weights")
          double attentionProbsDropoutProb,
      @Default("1.0e-12") @Range(above = 0) @Doc("epsilon of layer norms") double layerNormEps,
      @Default("0.02") @Range(above = 0) @Doc("deviation of the initial weights")
          double initializerRange)
      implements Architecture, Checked {
    @Override
    public void check(Findings at) {
      if (hiddenSize % numAttentionHeads != 0)
        at.problem(
            "num_attention_heads",
            numAttentionHeads + " attention heads do not divide hidden_size " + hiddenSize);
    }
  }

  /** Activations by HuggingFace's names. */
  enum Activation {
    @Doc("the exact GELU, by erf")
    GELU
  }
}
