package org.denselab.backbone;

import org.denselab.base.BadInput;

/** What a decoder's token sees: what comes before it, or all of its text. */
public enum Attention {
  CAUSAL,
  BIDIRECTIONAL;

  /** Of config.json: false for a decoder that sees all. */
  public static final String KEY = "is_causal";

  /**
   * A config that computes with this attention.
   *
   * @throws BadInput where it is an encoder's
   */
  public BackboneConfig of(BackboneConfig config) {
    if (config instanceof BidirectionalDecoder(var decoder))
      return this == CAUSAL ? decoder : config;
    if (!config.causal())
      throw new BadInput(
          "attention is a key of decoders; a token of %s sees all of its text as it is"
              .formatted(config.family()));
    return this == CAUSAL ? config : new BidirectionalDecoder(config);
  }
}
