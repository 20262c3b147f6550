package org.denselab.study.stage;

import java.util.ArrayList;
import java.util.List;
import org.denselab.analysis.geometry.Picture;
import org.denselab.analysis.geometry.Space;
import org.denselab.engine.Matrix;
import org.denselab.study.Stage;
import org.denselab.study.StageExhibits;
import org.denselab.study.StageKey;
import org.denselab.study.result.Exhibit;

/** One picture of all models' spaces, a panel a model. */
public final class PictureStage {
  private static final int VERSION = 1;
  private static final double DIGITS = 1e3;

  private PictureStage() {}

  /** One model, by its sample's embeddings. */
  public record Panel(String name, Stage sample) {}

  public static Stage of(String title, List<Panel> panels, Picture picture) {
    var key = new StageKey("umap", VERSION).with("picture", picture);
    for (Panel panel : panels) key.with("name", panel.name()).input(panel.sample());
    return key.stage(
        title,
        (out, workplace) -> {
          List<Space> spaces = new ArrayList<>();
          for (Panel panel : panels) {
            var read = SampleStage.read(workplace.folder(panel.sample()));
            spaces.add(read.pairs().queries());
            spaces.add(read.passages());
          }
          List<Matrix> places = picture.of(spaces);
          List<Exhibit.Cloud> clouds = new ArrayList<>();
          for (int i = 0; i < places.size(); i++)
            clouds.add(
                new Exhibit.Cloud(
                    panels.get(i / 2).name(),
                    i % 2 == 0 ? "queries" : "passages",
                    column(places.get(i), 0),
                    column(places.get(i), 1)));
          StageExhibits.write(out, List.of(exhibit(title, picture, clouds)));
          return "%,d points of %,d models"
              .formatted(spaces.stream().mapToInt(Space::size).sum(), panels.size());
        });
  }

  private static Exhibit exhibit(String task, Picture picture, List<Exhibit.Cloud> clouds) {
    return new Exhibit.Points(
        "Geometry",
        "UMAP of queries and passages, " + task,
        ("Fitted once on the points of all panels together (%d neighbours, least distance %s, seed"
                + " %d; the first of the study's seeds). UMAP discards scale and density: whether a"
                + " space was flattened is judged by the geometry's numbers, not by this picture")
            .formatted(picture.neighbours(), picture.minDist(), picture.seed()),
        "",
        "",
        clouds);
  }

  private static List<Double> column(Matrix places, int column) {
    List<Double> values = new ArrayList<>();
    for (int row = 0; row < places.rows(); row++)
      values.add(Math.round(places.at(row, column) * DIGITS) / DIGITS);
    return values;
  }
}
