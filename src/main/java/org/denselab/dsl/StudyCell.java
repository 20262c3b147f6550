package org.denselab.dsl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.dsl.yaml.Position;

/**
 * One cell of a study's sweep.
 *
 * @param axes the value of each swept path, as printed, such as {@code backbone.preset ->
 *     bert-2x128}; empty where nothing is swept
 * @param study with every default filled in
 * @param yaml {@code study} as YAML, such as a run of this cell alone would need
 * @param positions where each path was written
 * @param weightsAbsent whether the backbone's weights are not given and its preset stands in
 * @param rivals the cells among which the one that is evaluated is chosen on dev, by {@code
 *     select.over}; none where nothing is chosen
 */
public record StudyCell(
    Map<String, String> axes,
    Study study,
    String yaml,
    Map<String, Position> positions,
    boolean weightsAbsent,
    List<StudyCell> rivals) {
  public StudyCell {
    axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    positions = Map.copyOf(positions);
    rivals = List.copyOf(rivals);
  }

  /** The cell that stands for several, by the axes that they have in common. */
  StudyCell among(Map<String, String> common, List<StudyCell> cells) {
    return new StudyCell(common, study, yaml, positions, weightsAbsent, cells);
  }

  /**
   * The same where evaluation does not depart from training, by which its models are chosen: cells
   * that only read them otherwise have the same.
   */
  public StudyCell asTrained() {
    var trained = new LinkedHashMap<>(axes);
    trained.keySet().removeIf(path -> (path + ".").startsWith("evaluate.override."));
    return new StudyCell(
        trained,
        study.with(study.tuning(), study.train(), study.evaluate().asTrained()),
        yaml,
        positions,
        weightsAbsent,
        rivals.stream().map(StudyCell::asTrained).toList());
  }

  /**
   * Where {@code path} was written, such as {@code tuning.targets} or {@code tasks.0.metric}; where
   * it was not, the nearest section that was.
   */
  public Position position(String path) {
    for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
      var found = positions.get(at);
      if (found != null) return found;
    }
    return positions.get("");
  }
}
