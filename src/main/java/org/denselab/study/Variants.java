package org.denselab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.denselab.data.Collection;
import org.denselab.dsl.Retriever;
import org.denselab.dsl.Split;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Task;
import org.denselab.dsl.Tuning;
import org.denselab.study.stage.ModelAt;

/**
 * The models that a study compares on one task: what fine-tuning started from, and what each cell
 * made of it.
 *
 * @param split as the data calls it
 */
record Variants(Collection data, String split, List<Variant> all) {
  static final String BASE = "base";
  private static final String UNTRAINED = "untrained";

  /**
   * One model, once for each seed.
   *
   * @param name such as {@code full hard}
   * @param task as the variant's cell has it, which tells how its texts are written
   * @param step of fine-tuning
   * @param last whether no later step of it is among the variants
   * @param bases what fine-tuning started from, by seed
   */
  record Variant(
      String name,
      StudyCell cell,
      TaskData task,
      int step,
      boolean last,
      List<ModelAt> models,
      List<ModelAt> bases) {}

  /**
   * Of each task that searches by embeddings, on each split; cells that do not ask are left out.
   */
  static List<Variants> of(List<StudyCell> cells, Catalog catalog, Predicate<StudyCell> asks) {
    Map<String, Variants> byTask = new LinkedHashMap<>();
    for (StudyCell cell : cells)
      if (asks.test(cell) && cell.study().backbone().isPresent())
        for (int i = 0; i < cell.study().tasks().size(); i++) {
          TaskData task = catalog.task(cell, i);
          if (!(task.test() instanceof Collection data) || !dense(task.task())) continue;
          List<Variant> variants = variants(cell, catalog, task, i);
          for (Split at : cell.study().evaluate().splits()) {
            String split = task.task().splits().of(at);
            byTask
                .computeIfAbsent(
                    task.name() + "/" + split, _ -> new Variants(data, split, new ArrayList<>()))
                .add(variants);
          }
        }
    return List.copyOf(byTask.values());
  }

  private static boolean dense(Task task) {
    return task.retrievers().contains(Retriever.DENSE)
        || task.retrievers().contains(Retriever.HYBRID);
  }

  private static List<Variant> variants(
      StudyCell cell, Catalog catalog, TaskData task, int number) {
    var planner = new CellPlanner(cell, catalog);
    var study = cell.study();
    List<ModelAt> bases = bySeed(cell, planner.models()::start);
    List<Variant> variants = new ArrayList<>();
    List<ModelAt> untrained = bySeed(cell, planner.models()::untrained);
    if (!untrained.equals(bases))
      variants.add(new Variant(UNTRAINED, cell, task, 0, true, untrained, bases));
    variants.add(new Variant(BASE, cell, task, 0, true, bases, bases));
    if (study.tuning() instanceof Tuning.None) return variants;
    List<Map<Integer, ModelAt>> courses = new ArrayList<>();
    for (long seed : study.seeds()) courses.add(planner.course(number, seed));
    List<Integer> steps = List.copyOf(courses.getFirst().keySet());
    String name = cell.axes().isEmpty() ? "fine-tuned" : String.join(" ", cell.axes().values());
    for (int step : steps)
      variants.add(
          new Variant(
              name,
              cell,
              task,
              step,
              step == steps.getLast(),
              courses.stream().map(course -> course.get(step)).toList(),
              bases));
    return variants;
  }

  private static List<ModelAt> bySeed(StudyCell cell, LongFunction<ModelAt> model) {
    return cell.study().seeds().stream().map(model::apply).toList();
  }

  /** A model that several cells share, such as the base, is one variant. */
  private void add(List<Variant> more) {
    for (Variant variant : more) {
      if (all.stream().anyMatch(known -> known.models().equals(variant.models()))) continue;
      long same =
          all.stream()
              .filter(
                  known -> known.step() == variant.step() && first(known).equals(first(variant)))
              .count();
      all.add(
          same == 0
              ? variant
              : new Variant(
                  variant.name() + " " + (same + 1),
                  variant.cell(),
                  variant.task(),
                  variant.step(),
                  variant.last(),
                  variant.models(),
                  variant.bases()));
    }
  }

  /** A name without the number that tells it from another of the same name. */
  private static String first(Variant variant) {
    return variant.name().replaceFirst("^(" + BASE + "|" + UNTRAINED + ") \\d+$", "$1");
  }

  /** Whether two variants have the same base. */
  static boolean related(Variant a, Variant b) {
    return a.bases().equals(b.bases());
  }
}
