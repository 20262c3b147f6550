package org.denselab.backbone.roberta;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.CheckpointNaming;
import org.denselab.backbone.ConfigFile;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Value;

/**
 * The keys of a RoBERTa or XLM-RoBERTa {@code config.json} that shape the computation, which is the
 * same: they differ in vocabulary and tokenizer.
 *
 * @param family {@code roberta} or {@code xlm-roberta}
 * @param bert all that it has in common with BERT; its {@code maxLength} counts the rows of the
 *     position table
 * @param padTokenId the id that positions do not count, and from which on they are counted
 */
public record RobertaConfig(String family, BertConfig bert, int padTokenId)
    implements BackboneConfig {
  public static final String ROBERTA = "roberta";
  private static final String XLM = "xlm-roberta";

  public RobertaConfig {
    if (bert.maxLength() <= padTokenId + 1)
      throw new IllegalArgumentException(
          bert.maxLength() + " positions leave none past the padding's id " + padTokenId);
  }

  /** Reads {@code config.json}; keys that are absent have HuggingFace's defaults. */
  public static RobertaConfig parse(ConfigFile file) {
    return parse(file, ROBERTA, 50265);
  }

  /** Reads the {@code config.json} of an XLM-RoBERTa (Conneau et al. 2020), likewise. */
  public static RobertaConfig parseXlm(ConfigFile file) {
    return parse(file, XLM, 30522);
  }

  private static RobertaConfig parse(ConfigFile file, String family, int vocabularySize) {
    int padding = file.id("pad_token_id", 1);
    int positions = file.positive("max_position_embeddings", 512);
    file.require(
        positions > padding + 1,
        "max_position_embeddings " + positions + " leave none past pad_token_id " + padding);
    return new RobertaConfig(family, BertConfig.parse(file, vocabularySize), padding);
  }

  @Override
  public int vocabularySize() {
    return bert.vocabularySize();
  }

  @Override
  public int hiddenSize() {
    return bert.hiddenSize();
  }

  @Override
  public int layers() {
    return bert.layers();
  }

  @Override
  public int maxLength() {
    return bert.maxLength() - padTokenId - 1;
  }

  @Override
  public double initializerRange() {
    return bert.initializerRange();
  }

  @Override
  public CheckpointNaming naming() {
    return CheckpointNaming.of("roberta.");
  }

  @Override
  public Map<String, Object> json() {
    var json = new LinkedHashMap<>(bert.json());
    json.put("architectures", List.of(family.equals(XLM) ? "XLMRobertaModel" : "RobertaModel"));
    json.put("model_type", family);
    json.put("pad_token_id", padTokenId);
    return json;
  }

  @Override
  public Value declare(GraphBuilder graph) {
    return RobertaBackbone.declare(this, graph);
  }
}
