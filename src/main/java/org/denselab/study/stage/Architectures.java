package org.denselab.study.stage;

import java.util.Optional;
import java.util.OptionalInt;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.backbone.distilbert.DistilbertConfig;
import org.denselab.backbone.gemma.GemmaConfig;
import org.denselab.backbone.llama.LlamaConfig;
import org.denselab.backbone.mpnet.MpnetConfig;
import org.denselab.backbone.phi.PhiConfig;
import org.denselab.backbone.qwen2.Qwen2Config;
import org.denselab.backbone.roberta.RobertaConfig;
import org.denselab.backbone.t5.T5Config;
import org.denselab.dsl.Architecture;
import org.denselab.dsl.Architecture.Activation;
import org.denselab.dsl.Architecture.FeedForward;
import org.denselab.dsl.Decoder;
import org.denselab.graph.Nonlinearity;
import org.denselab.text.SpecialSet;

/** The numbers of a study's backbone as the config of its family. */
public final class Architectures {
  /** RoBERTa's and MPNet's own, where no tokenizer says otherwise. */
  private static final int PADDING = 1;

  private Architectures() {}

  /** As the study has it. */
  public static BackboneConfig config(Architecture architecture) {
    return config(architecture, architecture.vocabSize(), OptionalInt.empty());
  }

  /**
   * @param vocabulary what the tokenizer's text yielded, which may be less than was asked for
   * @param padding the tokenizer's id of padding
   */
  static BackboneConfig config(Architecture architecture, int vocabulary, OptionalInt padding) {
    return switch (architecture) {
      case Architecture.Bert b ->
          new BertConfig(
              vocabulary,
              b.hiddenSize(),
              b.numHiddenLayers(),
              b.numAttentionHeads(),
              b.intermediateSize(),
              b.maxPositionEmbeddings(),
              b.typeVocabSize(),
              function(b.hiddenAct()),
              b.layerNormEps(),
              b.hiddenDropoutProb(),
              b.attentionProbsDropoutProb(),
              b.initializerRange());
      case Architecture.Roberta b ->
          new RobertaConfig(
              RobertaConfig.ROBERTA,
              new BertConfig(
                  vocabulary,
                  b.hiddenSize(),
                  b.numHiddenLayers(),
                  b.numAttentionHeads(),
                  b.intermediateSize(),
                  b.maxPositionEmbeddings(),
                  b.typeVocabSize(),
                  function(b.hiddenAct()),
                  b.layerNormEps(),
                  b.hiddenDropoutProb(),
                  b.attentionProbsDropoutProb(),
                  b.initializerRange()),
              padding.orElse(PADDING));
      case Architecture.Mpnet m ->
          new MpnetConfig(
              vocabulary,
              m.hiddenSize(),
              m.numHiddenLayers(),
              m.numAttentionHeads(),
              m.intermediateSize(),
              m.maxPositionEmbeddings(),
              padding.orElse(PADDING),
              m.relativeAttentionNumBuckets(),
              function(m.hiddenAct()),
              m.layerNormEps(),
              m.hiddenDropoutProb(),
              m.attentionProbsDropoutProb(),
              m.initializerRange());
      case Architecture.Distilbert d ->
          new DistilbertConfig(
              vocabulary,
              d.dim(),
              d.nLayers(),
              d.nHeads(),
              d.hiddenDim(),
              d.maxPositionEmbeddings(),
              function(d.activation()),
              d.dropout(),
              d.attentionDropout(),
              d.initializerRange());
      case Architecture.T5 t ->
          new T5Config(
              vocabulary,
              t.dModel(),
              t.numLayers(),
              t.numHeads(),
              t.dKv(),
              t.dFf(),
              t.relativeAttentionNumBuckets(),
              t.relativeAttentionMaxDistance(),
              t.feedForwardProj() == FeedForward.GATED_GELU,
              t.feedForwardProj() == FeedForward.GATED_GELU
                  ? Nonlinearity.GELU_TANH
                  : Nonlinearity.RELU,
              t.layerNormEpsilon(),
              t.dropoutRate(),
              t.initializerFactor());
      case Decoder.Llama l ->
          new LlamaConfig(
              vocabulary,
              l.hiddenSize(),
              l.numHiddenLayers(),
              l.numAttentionHeads(),
              l.numKeyValueHeads().orElse(l.numAttentionHeads()),
              l.hiddenSize() / l.numAttentionHeads(),
              l.intermediateSize(),
              l.maxPositionEmbeddings(),
              OptionalInt.empty(),
              function(l.hiddenAct()),
              l.rmsNormEps(),
              l.ropeTheta(),
              Optional.empty(),
              l.attentionDropout(),
              l.initializerRange());
      case Decoder.Mistral m ->
          new LlamaConfig(
              vocabulary,
              m.hiddenSize(),
              m.numHiddenLayers(),
              m.numAttentionHeads(),
              m.numKeyValueHeads().orElse(m.numAttentionHeads()),
              m.hiddenSize() / m.numAttentionHeads(),
              m.intermediateSize(),
              m.maxPositionEmbeddings(),
              OptionalInt.of(m.slidingWindow()),
              function(m.hiddenAct()),
              m.rmsNormEps(),
              m.ropeTheta(),
              Optional.empty(),
              m.attentionDropout(),
              m.initializerRange());
      case Decoder.Qwen2 q ->
          new Qwen2Config(
              vocabulary,
              q.hiddenSize(),
              q.numHiddenLayers(),
              q.numAttentionHeads(),
              q.numKeyValueHeads().orElse(q.numAttentionHeads()),
              q.intermediateSize(),
              q.maxPositionEmbeddings(),
              OptionalInt.empty(),
              function(q.hiddenAct()),
              q.rmsNormEps(),
              q.ropeTheta(),
              Optional.empty(),
              q.attentionDropout(),
              q.initializerRange());
      case Decoder.Gemma g ->
          new GemmaConfig(
              vocabulary,
              g.hiddenSize(),
              g.numHiddenLayers(),
              g.numAttentionHeads(),
              g.numKeyValueHeads().orElse(g.numAttentionHeads()),
              g.headDim(),
              g.intermediateSize(),
              g.maxPositionEmbeddings(),
              function(g.hiddenActivation()),
              g.rmsNormEps(),
              g.ropeTheta(),
              g.attentionDropout(),
              g.initializerRange());
      case Decoder.Phi p ->
          new PhiConfig(
              vocabulary,
              p.hiddenSize(),
              p.numHiddenLayers(),
              p.numAttentionHeads(),
              p.numKeyValueHeads().orElse(p.numAttentionHeads()),
              p.intermediateSize(),
              p.partialRotaryFactor(),
              p.maxPositionEmbeddings(),
              function(p.hiddenAct()),
              p.layerNormEps(),
              p.ropeTheta(),
              p.embdPdrop(),
              p.residPdrop(),
              p.attentionDropout(),
              p.initializerRange());
    };
  }

  /** The special tokens of a family's tokenizers. */
  public static SpecialSet special(Architecture architecture) {
    return switch (architecture) {
      case Architecture.Bert _, Architecture.Distilbert _ -> SpecialSet.BERT;
      case Architecture.Roberta _, Architecture.Mpnet _ -> SpecialSet.ROBERTA;
      case Architecture.T5 _ -> SpecialSet.T5;
      case Decoder.Llama _, Decoder.Mistral _ -> SpecialSet.LLAMA;
      case Decoder.Gemma _ -> SpecialSet.GEMMA;
      case Decoder.Phi _, Decoder.Qwen2 _ -> SpecialSet.GPT;
    };
  }

  private static Nonlinearity function(Activation activation) {
    return switch (activation) {
      case GELU -> Nonlinearity.GELU;
      case GELU_NEW, GELU_PYTORCH_TANH -> Nonlinearity.GELU_TANH;
      case RELU -> Nonlinearity.RELU;
      case SILU -> Nonlinearity.SILU;
    };
  }
}
