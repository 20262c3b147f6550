package org.denselab.data.atlas;

import org.denselab.base.BadInput;

/**
 * What can be varied about Atlas.
 *
 * @param mismatch the share, 0 to 1, of queries phrased without any content word of their gold
 */
public record AtlasSettings(long seed, double mismatch) {
  public static final AtlasSettings DEFAULT = new AtlasSettings(1, 0.45);

  public AtlasSettings {
    if (!(mismatch >= 0 && mismatch <= 1))
      throw new BadInput("Atlas: mismatch must be between 0 and 1, but is " + mismatch);
  }
}
