package org.denselab.backbone;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a family's checkpoints call tensors beyond the names of the bare backbone.
 *
 * @param prefixes that task models put before the backbone's names; the first that fits is cut off
 * @param ignored bare names that are no part of the encoder
 * @param aliases bare names of a copy of another tensor, which stands in where that is absent
 */
public record CheckpointNaming(
    List<String> prefixes, Pattern ignored, Map<String, String> aliases) {
  /** Task heads, the pooler, and buffers that other libraries stored. */
  private static final String HEADS =
      "cls\\..*|pooler\\..*|classifier\\..*|score\\..*|lm_head\\..*"
          + "|(.*\\.)?position_ids|.*\\.rotary_emb\\.inv_freq|.*\\.masked_bias";

  public CheckpointNaming {
    prefixes = List.copyOf(prefixes);
    aliases = Map.copyOf(aliases);
  }

  public static CheckpointNaming of(String... prefixes) {
    return new CheckpointNaming(List.of(prefixes), Pattern.compile(HEADS), Map.of());
  }

  /**
   * @param more a pattern of bare names to leave out besides
   */
  public CheckpointNaming ignoring(String more) {
    return new CheckpointNaming(prefixes, Pattern.compile(ignored.pattern() + "|" + more), aliases);
  }

  /** With another name under which some checkpoints store a tensor. */
  public CheckpointNaming alias(String copy, String of) {
    return new CheckpointNaming(prefixes, ignored, Map.of(copy, of));
  }

  /** A stored name without the prefix, and with today's names of a norm's weight and bias. */
  String bare(String stored) {
    String bare = stored;
    for (String prefix : prefixes)
      if (stored.startsWith(prefix)) {
        bare = stored.substring(prefix.length());
        break;
      }
    bare = bare.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight");
    return bare.replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
  }

  boolean ignores(String bare) {
    return ignored.matcher(bare).matches();
  }
}
