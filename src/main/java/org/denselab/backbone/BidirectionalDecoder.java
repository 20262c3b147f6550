package org.denselab.backbone;

import java.util.LinkedHashMap;
import java.util.Map;
import org.denselab.graph.GraphBuilder;
import org.denselab.graph.Pooling;
import org.denselab.graph.Value;

/**
 * A decoder whose tokens see all of their text, with its weights as they are (LLM2Vec, arXiv
 * 2404.05961, section 2.1). Its {@code config.json} has {@code is_causal: false}, as models that
 * were trained so publish it.
 */
record BidirectionalDecoder(BackboneConfig decoder) implements BackboneConfig {
  @Override
  public String family() {
    return decoder.family();
  }

  @Override
  public int hiddenSize() {
    return decoder.hiddenSize();
  }

  @Override
  public int layers() {
    return decoder.layers();
  }

  @Override
  public int vocabularySize() {
    return decoder.vocabularySize();
  }

  @Override
  public int maxLength() {
    return decoder.maxLength();
  }

  @Override
  public int longest() {
    return decoder.longest();
  }

  @Override
  public boolean causal() {
    return false;
  }

  /** No token is the one that has seen the others. */
  @Override
  public Pooling pooling() {
    return Pooling.MEAN;
  }

  @Override
  public double initializerRange() {
    return decoder.initializerRange();
  }

  @Override
  public double initialRange(String parameter) {
    return decoder.initialRange(parameter);
  }

  @Override
  public CheckpointNaming naming() {
    return decoder.naming();
  }

  @Override
  public Map<String, Object> json() {
    var json = new LinkedHashMap<>(decoder.json());
    json.put(Attention.KEY, false);
    return json;
  }

  @Override
  public Value declare(GraphBuilder graph) {
    return decoder.declare(graph.bidirectional());
  }
}
