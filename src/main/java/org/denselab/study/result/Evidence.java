package org.denselab.study.result;

/**
 * What the data say of one difference.
 *
 * @param test what p comes from: randomization, t or bootstrap
 * @param seeds how many seeds the difference is a mean over; 0 where neither side draws at random
 * @param queries queries, or scored pairs
 * @param delta the mean difference
 * @param low end of the interval over seeds and queries, and {@code high} the other
 * @param confidence of the interval, such as .95; {@code 1 - confidence} is the level of p
 * @param p over the queries, two-sided, with the seeds at hand
 * @param pHolm corrected over the {@code family}
 * @param family p-values of the table; 1 where nothing is corrected
 * @param verdict holds, fails or undecided
 * @param equivalence whether the difference is within a margin
 * @param smallest the true difference that a study of this size finds four times in five; NaN where
 *     all differences are the same, as it is not known then
 */
public record Evidence(
    String test,
    int seeds,
    int queries,
    double delta,
    double low,
    double high,
    double confidence,
    double p,
    double pHolm,
    int family,
    String verdict,
    Equivalence equivalence,
    double smallest) {
  /**
   * That a difference is of no account. Its interval is narrower than the one of the difference:
   * two one-sided tests at a level want one of 1 - 2 x level.
   *
   * @param margin the smallest difference that would matter; NaN where the study states none
   * @param verdict holds, fails or undecided; empty where no margin is stated
   * @param low end of the interval that the verdict rests on, and {@code high} the other
   * @param confidence of that interval, such as .9
   */
  public record Equivalence(
      double margin, String verdict, double low, double high, double confidence) {
    /** Where the study states no margin. */
    public static final Equivalence NONE =
        new Equivalence(Double.NaN, "", Double.NaN, Double.NaN, Double.NaN);
  }

  /** The same where no claim can be made. */
  public Evidence undecided() {
    return new Evidence(
        test,
        seeds,
        queries,
        delta,
        low,
        high,
        confidence,
        p,
        pHolm,
        family,
        "undecided",
        equivalence,
        smallest);
  }

  public double margin() {
    return equivalence.margin();
  }

  public String noDifference() {
    return equivalence.verdict();
  }

  /** Whether the claim is about one seed only: another seed may say something else. */
  public boolean oneSeed() {
    return seeds == 1;
  }

  /** Whether a difference was shown to be within the margin, though no direction was. */
  public boolean equivalent() {
    return equivalence.verdict().equals("holds") && verdict.equals("undecided");
  }
}
