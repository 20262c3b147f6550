package org.denselab.analysis.geometry;

import java.util.LinkedHashMap;
import java.util.Map;

/** All measures of a sample, by name; {@link #DOCS} says what each is. */
public final class Shape {
  private static final String UNIFORMITY = "uniformity";
  private static final String MEAN_COSINE = "mean cosine";
  private static final String EFFECTIVE_RANK = "effective rank";
  private static final String PARTICIPATION = "participation ratio";
  private static final String FIRST_SHARE = "first direction";
  private static final String NEIGHBOURS = "neighbours kept";
  private static final String CKA = "CKA with the base";
  private static final String ALIGNMENT = "alignment";
  private static final String GAP = "modality gap";

  /** What a reader must know of each measure. */
  public static final Map<String, String> DOCS = docs();

  private Shape() {}

  private static Map<String, String> docs() {
    var docs = new LinkedHashMap<String, String>();
    docs.put(UNIFORMITY, "log mean of exp(-2 |x - y|²) over pairs: lower is more evenly spread");
    docs.put(MEAN_COSINE, "that of two texts, called anisotropy: 0 where directions are spread");
    docs.put(EFFECTIVE_RANK, "exponential of the entropy of the singular values");
    docs.put(
        PARTICIPATION,
        "(sum of variances)² / sum of squared variances; IsoScore is this less 1 over width less"
            + " 1");
    docs.put(FIRST_SHARE, "share of the variance in the first principal direction");
    docs.put(NEIGHBOURS, "share of each text's nearest neighbours that the base has as well");
    docs.put(CKA, "linear centred kernel alignment, 1 where rotation and scale alone differ");
    docs.put(ALIGNMENT, "mean squared distance of a query and its positive: lower is closer");
    docs.put(GAP, "distance of the queries' mean from their positives' mean");
    return docs;
  }

  /**
   * The measures of one set of points.
   *
   * @param base the same points in the space that is compared with
   */
  public static Map<String, Measure> of(Space space, Space base, int neighbours) {
    var cosines = space.similarities();
    var spectrum = space.spectrum();
    int k = Math.min(neighbours, space.size() - 1);
    var shape = new LinkedHashMap<String, Measure>();
    shape.put(UNIFORMITY, cosines.uniformity());
    shape.put(MEAN_COSINE, cosines.meanCosine());
    shape.put(EFFECTIVE_RANK, spectrum.effectiveRank());
    shape.put(PARTICIPATION, spectrum.participationRatio());
    shape.put(FIRST_SHARE, spectrum.firstShare());
    shape.put(
        NEIGHBOURS, Agreement.ofNeighbours(base.similarities().nearest(k), cosines.nearest(k)));
    shape.put(CKA, Agreement.cka(base, space));
    return shape;
  }

  /** The measures of queries and their positives. */
  public static Map<String, Measure> of(QueriesAndGolds pairs) {
    var shape = new LinkedHashMap<String, Measure>();
    shape.put(ALIGNMENT, pairs.alignment());
    shape.put(GAP, pairs.gap());
    return shape;
  }
}
