package org.denselab.study.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;
import org.denselab.study.ChoiceFile;
import org.denselab.study.Divergence;
import org.denselab.study.EvaluationFile;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.train.Diverged;

/**
 * Chooses one of several candidates by what they score on a split that is not reported: the highest
 * mean, of equal ones the first. Whatever reads the choice has this stage among its inputs.
 */
public final class ChoiceStage {
  /** The kind of these stages. */
  public static final String KIND = "choice";

  private static final int VERSION = 1;

  private ChoiceStage() {}

  /**
   * @param name such as {@code 3.0e-4}
   * @param scores whose mean is the candidate's value
   */
  public record Candidate(String name, List<Score> scores) {
    public Candidate {
      scores = List.copyOf(scores);
    }
  }

  /** A number that a stage left. */
  public sealed interface Score {
    Stage stage();

    String metric();

    double in(Stage.Workplace workplace) throws IOException;
  }

  /** A metric of an evaluation. */
  public record Evaluated(Stage stage, String metric) implements Score {
    @Override
    public double in(Stage.Workplace workplace) throws IOException {
      return EvaluationFile.read(workplace.folder(stage)).metrics().get(metric);
    }
  }

  /** The value of what another choice chose. */
  public record Best(Stage stage, String metric) implements Score {
    @Override
    public double in(Stage.Workplace workplace) throws IOException {
      return ChoiceFile.read(workplace.folder(stage)).value();
    }
  }

  /**
   * @param among what the candidates differ in, such as {@code train.lr} or {@code step}
   */
  public static Stage of(String title, String among, List<Candidate> candidates) {
    var key = new StageKey(KIND, VERSION).with("among", among);
    for (Candidate candidate : candidates) {
      key.with("candidate", candidate.name());
      for (Score score : candidate.scores())
        key.rivals(some -> some.input(score.stage())).with("metric", score.metric());
    }
    return key.stage(
        title,
        (out, workplace) -> {
          Map<String, Divergence> diverged = diverged(among, candidates, workplace);
          List<Double> values = new ArrayList<>();
          for (Candidate candidate : candidates)
            values.add(
                diverged.containsKey(candidate.name()) ? Double.NaN : mean(candidate, workplace));
          int chosen = highest(values);
          if (Double.isNaN(values.get(chosen)))
            throw new BadInput("no " + among + " has a value to choose by");
          List<String> names = candidates.stream().map(Candidate::name).toList();
          Map<String, String> reasons = new LinkedHashMap<>();
          diverged.forEach((name, what) -> reasons.put(name, at(what)));
          var choice = new ChoiceFile(among, by(candidates), names, values, chosen, reasons);
          choice.write(out);
          String detail =
              String.format(
                  Locale.ROOT,
                  "%s %s: %s %.4f",
                  among,
                  names.get(chosen),
                  choice.by(),
                  choice.value());
          return diverged.isEmpty() ? detail : detail + "; " + told(diverged);
        });
  }

  /**
   * The candidates that are out of the race.
   *
   * @throws Diverged where all are
   */
  private static Map<String, Divergence> diverged(
      String among, List<Candidate> candidates, Stage.Workplace workplace) {
    Map<String, Divergence> diverged = new LinkedHashMap<>();
    for (Candidate candidate : candidates)
      candidate.scores().stream()
          .flatMap(score -> workplace.diverged(score.stage()).stream())
          .findFirst()
          .ifPresent(what -> diverged.put(candidate.name(), what));
    if (diverged.size() < candidates.size()) return diverged;
    List<Divergence> different = diverged.values().stream().distinct().toList();
    if (different.size() == 1) // the checkpoints of one run
    throw new Diverged(
          different.getFirst().step(), "has none to choose: " + different.getFirst().reason());
    throw new Diverged(
        0, "has none of %s to choose: %s. Give it lower ones".formatted(among, told(diverged)));
  }

  private static String told(Map<String, Divergence> diverged) {
    return diverged.entrySet().stream()
        .map(e -> e.getKey() + " " + at(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String at(Divergence what) {
    return what.step() == 0 ? "diverged" : "diverged at step %,d".formatted(what.step());
  }

  /** The metric, where all have the same. */
  public static String by(List<Candidate> candidates) {
    Set<String> metrics = new TreeSet<>();
    for (Candidate candidate : candidates)
      candidate.scores().forEach(score -> metrics.add(score.metric()));
    return metrics.size() == 1 ? metrics.iterator().next() : "mean";
  }

  private static double mean(Candidate candidate, Stage.Workplace workplace) throws IOException {
    double sum = 0;
    for (Score score : candidate.scores()) sum += score.in(workplace);
    return sum / candidate.scores().size();
  }

  /** The first of the highest; a number that is none is below all others. */
  static int highest(List<Double> values) {
    int highest = 0;
    for (int i = 1; i < values.size(); i++) {
      double best = values.get(highest);
      if (values.get(i) > best || Double.isNaN(best)) highest = i;
    }
    return highest;
  }
}
