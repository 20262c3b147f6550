package org.denselab.analysis.geometry;

import java.util.ArrayList;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.engine.Matrix;
import tagbio.umap.Umap;

/**
 * UMAP (McInnes et al. 2018) of several spaces at once: one fit over all of their points, so that
 * their places can be compared. On one thread, from one seed: the same points give the same
 * picture.
 */
public record Picture(int neighbours, double minDist, long seed) {
  /**
   * The places of all points.
   *
   * @return for each space [points, 2]
   * @throws BadInput where spaces differ in width
   */
  public List<Matrix> of(List<Space> spaces) {
    int width = spaces.getFirst().unit().columns();
    int points = 0;
    for (Space space : spaces) {
      if (space.unit().columns() != width)
        throw new BadInput(
            "analysis.umap: embeddings of width %d and %d have no picture in common; give them one"
                    .formatted(width, space.unit().columns())
                + " backbone.project, or draw them in two studies");
      points += space.size();
    }
    float[][] all = new float[points][width];
    int at = 0;
    for (Space space : spaces)
      for (int row = 0; row < space.size(); row++)
        System.arraycopy(space.unit().values(), row * width, all[at++], 0, width);
    return split(fit(all), spaces);
  }

  private float[][] fit(float[][] points) {
    var umap =
        new Umap()
            .setNumberComponents(2)
            .setNumberNearestNeighbours(Math.min(neighbours, points.length - 1))
            .setMinDist((float) minDist)
            .setSeed(seed)
            .setThreads(1);
    return umap.fitTransform(points);
  }

  private static List<Matrix> split(float[][] places, List<Space> spaces) {
    List<Matrix> split = new ArrayList<>();
    int at = 0;
    for (Space space : spaces) {
      var part = new Matrix(space.size(), 2);
      for (int row = 0; row < space.size(); row++)
        System.arraycopy(places[at++], 0, part.values(), row * 2, 2);
      split.add(part);
    }
    return split;
  }
}
