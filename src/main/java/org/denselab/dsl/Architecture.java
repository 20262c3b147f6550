package org.denselab.dsl;

import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;

/** The numbers of a backbone from scratch, under the key names of HuggingFace's config.json. */
@ChosenBy("family")
public sealed interface Architecture
    permits Architecture.Bert,
        Architecture.Distilbert,
        Architecture.Mpnet,
        Architecture.Roberta,
        Architecture.T5,
        Decoder.Gemma,
        Decoder.Llama,
        Decoder.Mistral,
        Decoder.Phi,
        Decoder.Qwen2 {
  /** The size of the vocabulary. */
  int vocabSize();

  /** The longest text in tokens. */
  int longest();

  /** Whether a token sees only what comes before it. */
  default boolean causal() {
    return false;
  }

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
    public int longest() {
      return maxPositionEmbeddings;
    }

    @Override
    public void check(Findings at) {
      Heads.divide(at, numAttentionHeads, hiddenSize);
    }
  }

  /** RoBERTa (Liu et al. 2019). */
  @Named("roberta")
  @Doc("RoBERTa (Liu et al. 2019)")
  record Roberta(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int hiddenSize,
      @Range(min = 1, max = 1000) @Doc("layers") int numHiddenLayers,
      @Range(min = 1) @Doc("attention heads; they divide the width") int numAttentionHeads,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks")
          int intermediateSize,
      @Default("514")
          @Range(min = 4, max = 10_000_000)
          @Doc("rows of the position table; texts have two less")
          int maxPositionEmbeddings,
      @Default("1") @Range(min = 1) @Doc("token types") int typeVocabSize,
      @Default("gelu") @Doc("activation inside the feed-forward blocks") Activation hiddenAct,
      @Default("0.1") @Range(min = 0, below = 1) @Doc("dropout after embeddings and blocks")
          double hiddenDropoutProb,
      @Default("0.1") @Range(min = 0, below = 1) @Doc("dropout of attention weights")
          double attentionProbsDropoutProb,
      @Default("1.0e-5") @Range(above = 0) @Doc("epsilon of layer norms") double layerNormEps,
      @Default("0.02") @Range(above = 0) @Doc("deviation of the initial weights")
          double initializerRange)
      implements Architecture, Checked {
    @Override
    public int longest() {
      return maxPositionEmbeddings - 2;
    }

    @Override
    public void check(Findings at) {
      Heads.divide(at, numAttentionHeads, hiddenSize);
    }
  }

  /** MPNet (Song et al. 2020). */
  @Named("mpnet")
  @Doc("MPNet (Song et al. 2020)")
  record Mpnet(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int hiddenSize,
      @Range(min = 1, max = 1000) @Doc("layers") int numHiddenLayers,
      @Range(min = 1) @Doc("attention heads; they divide the width") int numAttentionHeads,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks")
          int intermediateSize,
      @Default("514")
          @Range(min = 4, max = 10_000_000)
          @Doc("rows of the position table; texts have two less")
          int maxPositionEmbeddings,
      @Default("32") @Range(min = 4, below = 512) @Doc("buckets of distances between tokens")
          int relativeAttentionNumBuckets,
      @Default("gelu") @Doc("activation inside the feed-forward blocks") Activation hiddenAct,
      @Default("0.1") @Range(min = 0, below = 1) @Doc("dropout after embeddings and blocks")
          double hiddenDropoutProb,
      @Default("0.1") @Range(min = 0, below = 1) @Doc("dropout of attention weights")
          double attentionProbsDropoutProb,
      @Default("1.0e-5") @Range(above = 0) @Doc("epsilon of layer norms") double layerNormEps,
      @Default("0.02") @Range(above = 0) @Doc("deviation of the initial weights")
          double initializerRange)
      implements Architecture, Checked {
    @Override
    public int longest() {
      return maxPositionEmbeddings - 2;
    }

    @Override
    public void check(Findings at) {
      Heads.divide(at, numAttentionHeads, hiddenSize);
    }
  }

  /** DistilBERT (Sanh et al. 2019). */
  @Named("distilbert")
  @Doc("DistilBERT (Sanh et al. 2019)")
  record Distilbert(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int dim,
      @Range(min = 1, max = 1000) @Doc("layers") int nLayers,
      @Range(min = 1) @Doc("attention heads; they divide the width") int nHeads,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks") int hiddenDim,
      @Default("512") @Range(min = 4, max = 10_000_000) @Doc("longest text in tokens")
          int maxPositionEmbeddings,
      @Default("gelu") @Doc("activation inside the feed-forward blocks") Activation activation,
      @Default("0.1") @Range(min = 0, below = 1) @Doc("dropout after embeddings and blocks")
          double dropout,
      @Default("0.1") @Range(min = 0, below = 1) @Doc("dropout of attention weights")
          double attentionDropout,
      @Default("0.02") @Range(above = 0) @Doc("deviation of the initial weights")
          double initializerRange)
      implements Architecture, Checked {
    @Override
    public int longest() {
      return maxPositionEmbeddings;
    }

    @Override
    public void check(Findings at) {
      if (dim % nHeads != 0)
        at.problem("n_heads", nHeads + " attention heads do not divide dim " + dim);
    }
  }

  /** the encoder of T5 (Raffel et al. 2020) and T5 v1.1. */
  @Named("t5")
  @Doc("the encoder of T5 (Raffel et al. 2020) and T5 v1.1")
  record T5(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int dModel,
      @Range(min = 1, max = 1000) @Doc("layers") int numLayers,
      @Range(min = 1) @Doc("attention heads") int numHeads,
      @Default("64") @Range(min = 1) @Doc("width of a head") int dKv,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks") int dFf,
      @Default("gated_gelu") @Doc("the feed-forward blocks") FeedForward feedForwardProj,
      @Default("32") @Range(min = 4, max = 4096) @Doc("buckets of distances between tokens")
          int relativeAttentionNumBuckets,
      @Default("128") @Range(min = 2) @Doc("distance from where on all share a bucket")
          int relativeAttentionMaxDistance,
      @Default("0.1")
          @Range(min = 0, below = 1)
          @Doc("dropout after embeddings and blocks, and of attention weights")
          double dropoutRate,
      @Default("1.0e-6") @Range(above = 0) @Doc("epsilon of norms") double layerNormEpsilon,
      @Default("1.0") @Range(above = 0) @Doc("factor on the initial weights")
          double initializerFactor)
      implements Architecture, Checked {
    @Override
    public int longest() {
      return 65_536; // distances past the last bucket share it
    }

    @Override
    public void check(Findings at) {
      if (relativeAttentionMaxDistance <= relativeAttentionNumBuckets / 4)
        at.problem(
            "relative_attention_max_distance",
            relativeAttentionNumBuckets
                + " buckets do not divide distances up to "
                + relativeAttentionMaxDistance);
    }
  }

  /** Activations by HuggingFace's names. */
  enum Activation {
    @Doc("the exact GELU, by erf")
    GELU,
    @Doc("GELU by tanh")
    GELU_NEW,
    @Doc("the same by another name")
    GELU_PYTORCH_TANH,
    @Doc("max(x, 0)")
    RELU,
    @Doc("x sigmoid(x)")
    SILU
  }

  /** T5's feed-forward blocks. */
  enum FeedForward {
    @Doc("two products with a relu between, as the original T5 has them")
    RELU,
    @Doc("gated by GELU (tanh), as T5 v1.1 has them")
    GATED_GELU
  }
}
