package org.denselab.backbone.bert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.CheckpointNaming;
import org.denselab.backbone.ConfigFile;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.Value;

/**
 * The keys of a BERT {@code config.json} that shape the computation.
 *
 * @param layers {@code num_hidden_layers}
 * @param heads {@code num_attention_heads}
 * @param maxLength {@code max_position_embeddings}
 */
public record BertConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int intermediateSize,
    int maxLength,
    int typeVocabSize,
    Nonlinearity hiddenAct,
    double layerNormEps,
    double hiddenDropoutProb,
    double attentionProbsDropoutProb,
    double initializerRange)
    implements BackboneConfig {
  public BertConfig {
    if (hiddenSize % heads != 0)
      throw new IllegalArgumentException(
          "hidden_size " + hiddenSize + " is not a multiple of num_attention_heads " + heads);
  }

  /** A BERT of any size, otherwise as published: erf GELU, eps 1e-12, four times wider inside. */
  public static BertConfig of(
      int vocabularySize, int layers, int hiddenSize, int heads, int maxLength, double dropout) {
    return new BertConfig(
        vocabularySize,
        hiddenSize,
        layers,
        heads,
        4 * hiddenSize,
        maxLength,
        2,
        Nonlinearity.GELU,
        1e-12,
        dropout,
        dropout,
        0.02);
  }

  /**
   * Reads {@code config.json}; keys that are absent have HuggingFace's defaults.
   *
   * @throws org.denselab.base.BadInput listing every value that is no BERT computed here
   */
  public static BertConfig parse(ConfigFile file) {
    return parse(file, 30522);
  }

  /** Reads the {@code config.json} of either of DPR's encoders: a BERT below their prefix. */
  public static BertConfig parseDpr(ConfigFile file) {
    file.only("projection_dim", "0");
    return parse(file);
  }

  /** As {@link #parse(ConfigFile)}, with another default of the vocabulary's size. */
  public static BertConfig parse(ConfigFile file, int vocabularySize) {
    file.only("position_embedding_type", "absolute");
    file.only("is_decoder", "false");
    file.only("add_cross_attention", "false");
    file.only("pruned_heads", "{}");
    int hidden = file.positive("hidden_size", 768);
    int heads = file.positive("num_attention_heads", 12);
    file.requireMultiple("hidden_size", hidden, "num_attention_heads", heads);
    int vocabulary = file.positive("vocab_size", vocabularySize);
    int layers = file.layers("num_hidden_layers", 12);
    int intermediate = file.positive("intermediate_size", 3072);
    int positions = file.positive("max_position_embeddings", 512);
    int types = file.positive("type_vocab_size", 2);
    Nonlinearity act = file.nonlinearity("hidden_act", "gelu");
    double eps = file.fraction("layer_norm_eps", 1e-12);
    double hiddenDropout = file.fraction("hidden_dropout_prob", 0.1);
    double attentionDropout = file.fraction("attention_probs_dropout_prob", 0.1);
    double range = file.fraction("initializer_range", 0.02);
    file.refuseProblems();
    return new BertConfig(
        vocabulary,
        hidden,
        layers,
        heads,
        intermediate,
        positions,
        types,
        act,
        eps,
        hiddenDropout,
        attentionDropout,
        range);
  }

  @Override
  public String family() {
    return "bert";
  }

  @Override
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("architectures", List.of("BertModel"));
    json.put("model_type", family());
    json.put("vocab_size", vocabularySize);
    json.put("hidden_size", hiddenSize);
    json.put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads);
    json.put("intermediate_size", intermediateSize);
    json.put("max_position_embeddings", maxLength);
    json.put("type_vocab_size", typeVocabSize);
    json.put("hidden_act", ConfigFile.nameOf(hiddenAct));
    json.put("layer_norm_eps", layerNormEps);
    json.put("hidden_dropout_prob", hiddenDropoutProb);
    json.put("attention_probs_dropout_prob", attentionProbsDropoutProb);
    json.put("initializer_range", initializerRange);
    return json;
  }

  @Override
  public CheckpointNaming naming() {
    return CheckpointNaming.of("bert.", "question_encoder.bert_model.", "ctx_encoder.bert_model.");
  }

  @Override
  public Value declare(GraphBuilder graph) {
    return BertBackbone.declare(this, graph);
  }
}
