package org.denselab.train;

/**
 * How two crops of a text are drawn (Izacard et al. 2022, section 3.1).
 *
 * @param batch texts a batch
 * @param shortest and {@code longest}: bounds of a crop's length, as shares of the text
 * @param deletion probability with which a token of a crop is left out
 */
public record CropSettings(int batch, double shortest, double longest, double deletion, long seed) {
  public CropSettings {
    if (batch < 2) throw new IllegalArgumentException("a batch of " + batch + " has no negatives");
    if (!(shortest > 0 && shortest <= longest && longest <= 1))
      throw new IllegalArgumentException("crops of " + shortest + " to " + longest + " of a text");
    if (!(deletion >= 0 && deletion < 1))
      throw new IllegalArgumentException("deletion " + deletion);
  }
}
