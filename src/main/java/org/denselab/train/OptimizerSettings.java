package org.denselab.train;

/**
 * How parameters follow their gradients.
 *
 * @param weightDecay Adam: added to the gradient (L2); AdamW: decoupled (Loshchilov and Hutter
 *     2019)
 * @param decayBiasAndNorm whether parameters of one dimension decay too, as torch.optim does
 *     without groups
 * @param sparseRows whether rows of embedding tables stay as they are in steps that give them no
 *     gradient: neither decayed nor moved by what they were moved before
 */
public record OptimizerSettings(
    Kind kind,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    boolean decayBiasAndNorm,
    boolean sparseRows) {
  public static final OptimizerSettings ADAM =
      new OptimizerSettings(Kind.ADAM, .9, .999, 1e-8, 0, true);
  public static final OptimizerSettings ADAMW =
      new OptimizerSettings(Kind.ADAMW, .9, .999, 1e-8, .01, false);

  /** Every row in every step. */
  public OptimizerSettings(
      Kind kind,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decayBiasAndNorm) {
    this(kind, beta1, beta2, epsilon, weightDecay, decayBiasAndNorm, false);
  }

  public OptimizerSettings {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1))
      throw new IllegalArgumentException("betas " + beta1 + ", " + beta2 + " must be in [0, 1)");
    if (!(epsilon > 0)) throw new IllegalArgumentException("epsilon " + epsilon);
    if (!(weightDecay >= 0)) throw new IllegalArgumentException("weight decay " + weightDecay);
  }

  /** The rules of Kingma and Ba 2015, and of Loshchilov and Hutter 2019. */
  public enum Kind {
    ADAM,
    ADAMW
  }
}
