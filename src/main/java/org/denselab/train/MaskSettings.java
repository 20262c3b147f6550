package org.denselab.train;

/**
 * How tokens are masked (Devlin et al. 2019, section 3.1): of those chosen, 80 % become the mask
 * token, 10 % any token, 10 % stay.
 *
 * @param batch texts a batch
 * @param probability with which a token is chosen
 * @param maskToken its id
 * @param vocabulary size, special tokens included
 */
public record MaskSettings(
    int batch, double probability, int maskToken, int vocabulary, long seed) {
  public MaskSettings {
    if (batch < 1) throw new IllegalArgumentException("batch " + batch);
    if (!(probability > 0 && probability < 1))
      throw new IllegalArgumentException("mask probability " + probability);
  }
}
