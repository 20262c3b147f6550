package org.denselab.dsl;

import java.util.Optional;
import org.denselab.dsl.Architecture.Activation;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;

/** The architectures of decoders: a token sees what comes before it. */
public final class Decoder {
  /** Positions that are turned go on past max_position_embeddings; a check has to end somewhere. */
  static final int ROTARY_LENGTH = 65_536;

  private Decoder() {}

  /** Llama (Touvron et al. 2023; Llama 3, 2024). */
  @Named("llama")
  @Doc("Llama (Touvron et al. 2023; Llama 3, 2024)")
  public record Llama(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int hiddenSize,
      @Range(min = 1, max = 1000) @Doc("layers") int numHiddenLayers,
      @Range(min = 1) @Doc("attention heads; they divide the width") int numAttentionHeads,
      @Default("none")
          @Range(min = 1)
          @Doc("heads of keys and values, which divide the attention heads; none: as many")
          Optional<Integer> numKeyValueHeads,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks")
          int intermediateSize,
      @Default("2048") @Range(min = 4, max = 10_000_000) @Doc("longest text in tokens")
          int maxPositionEmbeddings,
      @Default("silu") @Doc("activation inside the feed-forward blocks") Activation hiddenAct,
      @Default("1.0e-5") @Range(above = 0) @Doc("epsilon of RMS norms") double rmsNormEps,
      @Default("10000") @Range(above = 0) @Doc("base of the rotary frequencies") double ropeTheta,
      @Default("0.0") @Range(min = 0, below = 1) @Doc("dropout of attention weights")
          double attentionDropout,
      @Default("0.02") @Range(above = 0) @Doc("deviation of the initial weights")
          double initializerRange)
      implements Architecture, Checked {
    @Override
    public int longest() {
      return ROTARY_LENGTH;
    }

    @Override
    public boolean causal() {
      return true;
    }

    @Override
    public void check(Findings at) {
      Heads.divide(at, numAttentionHeads, hiddenSize);
      Heads.pair(at, hiddenSize / numAttentionHeads);
      Heads.share(at, numKeyValueHeads, numAttentionHeads);
    }
  }

  /** Mistral (Jiang et al. 2023): Llama with a window of attention. */
  @Named("mistral")
  @Doc("Mistral (Jiang et al. 2023): Llama with a window of attention")
  public record Mistral(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int hiddenSize,
      @Range(min = 1, max = 1000) @Doc("layers") int numHiddenLayers,
      @Range(min = 1) @Doc("attention heads; they divide the width") int numAttentionHeads,
      @Default("none")
          @Range(min = 1)
          @Doc("heads of keys and values, which divide the attention heads; none: as many")
          Optional<Integer> numKeyValueHeads,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks")
          int intermediateSize,
      @Default("32768") @Range(min = 4, max = 10_000_000) @Doc("longest text in tokens")
          int maxPositionEmbeddings,
      @Default("4096") @Range(min = 4) @Doc("tokens that a token sees; texts are no longer")
          int slidingWindow,
      @Default("silu") @Doc("activation inside the feed-forward blocks") Activation hiddenAct,
      @Default("1.0e-5") @Range(above = 0) @Doc("epsilon of RMS norms") double rmsNormEps,
      @Default("10000") @Range(above = 0) @Doc("base of the rotary frequencies") double ropeTheta,
      @Default("0.0") @Range(min = 0, below = 1) @Doc("dropout of attention weights")
          double attentionDropout,
      @Default("0.02") @Range(above = 0) @Doc("deviation of the initial weights")
          double initializerRange)
      implements Architecture, Checked {
    @Override
    public int longest() {
      return slidingWindow;
    }

    @Override
    public boolean causal() {
      return true;
    }

    @Override
    public void check(Findings at) {
      Heads.divide(at, numAttentionHeads, hiddenSize);
      Heads.pair(at, hiddenSize / numAttentionHeads);
      Heads.share(at, numKeyValueHeads, numAttentionHeads);
    }
  }

  /** Qwen1.5 (Bai et al. 2023) and Qwen2. */
  @Named("qwen2")
  @Doc("Qwen1.5 (Bai et al. 2023) and Qwen2")
  public record Qwen2(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int hiddenSize,
      @Range(min = 1, max = 1000) @Doc("layers") int numHiddenLayers,
      @Range(min = 1) @Doc("attention heads; they divide the width") int numAttentionHeads,
      @Default("none")
          @Range(min = 1)
          @Doc("heads of keys and values, which divide the attention heads; none: as many")
          Optional<Integer> numKeyValueHeads,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks")
          int intermediateSize,
      @Default("32768") @Range(min = 4, max = 10_000_000) @Doc("longest text in tokens")
          int maxPositionEmbeddings,
      @Default("silu") @Doc("activation inside the feed-forward blocks") Activation hiddenAct,
      @Default("1.0e-6") @Range(above = 0) @Doc("epsilon of RMS norms") double rmsNormEps,
      @Default("10000") @Range(above = 0) @Doc("base of the rotary frequencies") double ropeTheta,
      @Default("0.0") @Range(min = 0, below = 1) @Doc("dropout of attention weights")
          double attentionDropout,
      @Default("0.02") @Range(above = 0) @Doc("deviation of the initial weights")
          double initializerRange)
      implements Architecture, Checked {
    @Override
    public int longest() {
      return ROTARY_LENGTH;
    }

    @Override
    public boolean causal() {
      return true;
    }

    @Override
    public void check(Findings at) {
      Heads.divide(at, numAttentionHeads, hiddenSize);
      Heads.pair(at, hiddenSize / numAttentionHeads);
      Heads.share(at, numKeyValueHeads, numAttentionHeads);
    }
  }

  /** Gemma (2024). */
  @Named("gemma")
  @Doc("Gemma (2024)")
  public record Gemma(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int hiddenSize,
      @Range(min = 1, max = 1000) @Doc("layers") int numHiddenLayers,
      @Range(min = 1) @Doc("attention heads") int numAttentionHeads,
      @Default("none")
          @Range(min = 1)
          @Doc("heads of keys and values, which divide the attention heads; none: as many")
          Optional<Integer> numKeyValueHeads,
      @Default("256") @Range(min = 2) @Doc("width of a head, even") int headDim,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks")
          int intermediateSize,
      @Default("8192") @Range(min = 4, max = 10_000_000) @Doc("longest text in tokens")
          int maxPositionEmbeddings,
      @Default("gelu_pytorch_tanh") @Doc("activation inside the feed-forward blocks")
          Activation hiddenActivation,
      @Default("1.0e-6") @Range(above = 0) @Doc("epsilon of RMS norms") double rmsNormEps,
      @Default("10000") @Range(above = 0) @Doc("base of the rotary frequencies") double ropeTheta,
      @Default("0.0") @Range(min = 0, below = 1) @Doc("dropout of attention weights")
          double attentionDropout,
      @Default("0.02") @Range(above = 0) @Doc("deviation of the initial weights")
          double initializerRange)
      implements Architecture, Checked {
    @Override
    public int longest() {
      return ROTARY_LENGTH;
    }

    @Override
    public boolean causal() {
      return true;
    }

    @Override
    public void check(Findings at) {
      Heads.share(at, numKeyValueHeads, numAttentionHeads);
      Heads.pair(at, headDim);
    }
  }

  /** Phi-1.5 and Phi-2 (Li et al. 2023). */
  @Named("phi")
  @Doc("Phi-1.5 and Phi-2 (Li et al. 2023)")
  public record Phi(
      @Default("8192") @Range(min = 8, max = 10_000_000) @Doc("tokens in the vocabulary")
          int vocabSize,
      @Range(min = 1, max = 65_536) @Doc("width") int hiddenSize,
      @Range(min = 1, max = 1000) @Doc("layers") int numHiddenLayers,
      @Range(min = 1) @Doc("attention heads; they divide the width") int numAttentionHeads,
      @Default("none")
          @Range(min = 1)
          @Doc("heads of keys and values, which divide the attention heads; none: as many")
          Optional<Integer> numKeyValueHeads,
      @Range(min = 1, max = 1_000_000) @Doc("width inside the feed-forward blocks")
          int intermediateSize,
      @Default("0.5") @Range(above = 0, max = 1) @Doc("share of a head that positions turn")
          double partialRotaryFactor,
      @Default("2048") @Range(min = 4, max = 10_000_000) @Doc("longest text in tokens")
          int maxPositionEmbeddings,
      @Default("gelu_new") @Doc("activation inside the feed-forward blocks") Activation hiddenAct,
      @Default("1.0e-5") @Range(above = 0) @Doc("epsilon of layer norms") double layerNormEps,
      @Default("10000") @Range(above = 0) @Doc("base of the rotary frequencies") double ropeTheta,
      @Default("0.0") @Range(min = 0, below = 1) @Doc("dropout after the embeddings")
          double embdPdrop,
      @Default("0.0") @Range(min = 0, below = 1) @Doc("dropout after blocks") double residPdrop,
      @Default("0.0") @Range(min = 0, below = 1) @Doc("dropout of attention weights")
          double attentionDropout,
      @Default("0.02") @Range(above = 0) @Doc("deviation of the initial weights")
          double initializerRange)
      implements Architecture, Checked {
    @Override
    public int longest() {
      return ROTARY_LENGTH;
    }

    @Override
    public boolean causal() {
      return true;
    }

    @Override
    public void check(Findings at) {
      Heads.divide(at, numAttentionHeads, hiddenSize);
      Heads.share(at, numKeyValueHeads, numAttentionHeads);
      int headWidth = hiddenSize / numAttentionHeads;
      int turned = (int) (partialRotaryFactor * headWidth);
      if (turned == 0 || turned % 2 != 0)
        at.problem("partial_rotary_factor", turned + " turned dimensions of a head are no pairs");
    }
  }
}
