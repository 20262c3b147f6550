package org.denselab.dsl;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.denselab.dsl.schema.Nearest;
import org.denselab.dsl.yaml.Problems;

/** Whether what is said about the cells together names what they have. */
final class CellChecks {
  private final List<StudyCell> cells;
  private final Problems problems;
  private final StudyCell first;

  CellChecks(List<StudyCell> cells, Problems problems) {
    this.cells = cells;
    this.problems = problems;
    this.first = cells.getFirst();
  }

  void run() {
    first.study().report().delta().ifPresent(delta -> delta("report.delta", delta));
    first
        .study()
        .analysis()
        .probe()
        .flatMap(Probe::compare)
        .ifPresent(compare -> delta("analysis.probe.compare", compare));
    List<Report.Claim> claims = first.study().report().claims();
    for (int i = 0; i < claims.size(); i++) claim("report.claims." + i, claims.get(i));
    first
        .study()
        .analysis()
        .attribution()
        .flatMap(Attribution::compare)
        .ifPresent(compare -> delta("analysis.attribution.compare", compare));
    List<Expect> expect = first.study().expect();
    for (int i = 0; i < expect.size(); i++) expect("expect." + i, expect.get(i));
    duplicates();
    shared();
    oneMatch();
    conflict();
  }

  private void conflict() {
    if (cells.stream().noneMatch(cell -> cell.study().analysis().conflict().isPresent())) return;
    if (cells.stream().allMatch(cell -> cell.study().mixture() instanceof Mixture.Single))
      problem(
          "analysis.conflict",
          "nothing reads analysis.conflict: no cell trains several tasks jointly");
  }

  /** What was matched in two ways is not to be compared. */
  private void oneMatch() {
    var matches =
        cells.stream()
            .map(cell -> cell.study().mixture())
            .filter(Mixture.Joint.class::isInstance)
            .map(mixture -> ((Mixture.Joint) mixture).match())
            .collect(Collectors.toSet());
    if (matches.size() > 1)
      problem(
          "mixture",
          "joint runs matched by examples and by steps do not go into one table: make two studies");
  }

  private void problem(String path, String message) {
    problems.add(first.position(path), message);
  }

  private Set<String> axes() {
    return cells.stream()
        .flatMap(cell -> cell.axes().keySet().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Set<String> labels(String axis) {
    return cells.stream()
        .flatMap(cell -> Optional.ofNullable(cell.axes().get(axis)).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void delta(String at, Report.Delta delta) {
    axis(at + ".over", delta.over(), at + ".baseline", delta.baseline());
  }

  private void axis(String at, String axis, String valueAt, String value) {
    if (!axes().contains(axis)) {
      problem(at, axis + " is not swept" + Nearest.hintOrAll(axis, axes()));
    } else if (!labels(axis).contains(value)) {
      problem(valueAt, value + " is no value of " + axis + Nearest.hintOrAll(value, labels(axis)));
    }
  }

  private void claim(String at, Report.Claim claim) {
    where(at + ".plus", claim.plus());
    where(at + ".minus", claim.minus());
    var names = first.study().tasks().stream().map(Task::name).toList();
    for (String task : claim.tasks())
      if (!names.contains(task))
        problem(at + ".tasks", "no task is called " + task + Nearest.hintOrAll(task, names));
  }

  private void where(String at, List<Map<String, String>> sides) {
    for (int i = 0; i < sides.size(); i++) {
      String side = at + "." + i + ".";
      sides.get(i).forEach((axis, value) -> axis(side + axis, axis, side + axis, value));
    }
  }

  private void expect(String at, Expect expect) {
    expect
        .where()
        .forEach((axis, value) -> axis(at + ".where." + axis, axis, at + ".where." + axis, value));
    var names = first.study().tasks().stream().map(Task::name).toList();
    int index = names.indexOf(expect.task());
    if (index < 0) {
      problem(
          at + ".task",
          "no task is called " + expect.task() + Nearest.hintOrAll(expect.task(), names));
      return;
    }
    // a sweep may change a task's metric or retrievers: one cell that has them is enough
    var tasks = cells.stream().map(cell -> cell.study().tasks()).flatMap(List::stream);
    var own = tasks.filter(task -> task.name().equals(expect.task())).toList();
    Set<String> systems = new LinkedHashSet<>();
    for (Task task : own)
      for (Retriever retriever : task.retrievers()) systems.add(Words.of(retriever));
    for (var control : first.study().evaluate().controls()) systems.add(Words.of(control));
    system(at + ".retriever", expect.task(), expect.retriever(), systems);
    expect
        .deltaOver()
        .ifPresent(other -> system(at + ".delta_over", expect.task(), other, systems));
    Set<String> metrics = new LinkedHashSet<>();
    for (Task task : own) metrics.add(task.metric().toString());
    for (Metric metric : first.study().evaluate().also())
      if (metric.measure().similarity() == own.getFirst().similarity())
        metrics.add(metric.toString());
    String metric = expect.metric().toString();
    if (expect.pBelow().isPresent()
        && metrics.contains(metric)
        && own.stream().noneMatch(task -> task.metric().toString().equals(metric)))
      problem(
          at + ".p_below",
          "only a task's own metric is tested, and that of %s is %s: leave p_below out of %s"
              .formatted(expect.task(), own.getFirst().metric(), metric));
    if (!metrics.contains(metric))
      problem(
          at + ".metric",
          metric
              + " of task "
              + expect.task()
              + " is not evaluated"
              + Nearest.hintOrAll(metric, metrics));
    var splits = first.study().evaluate().splits();
    if (!splits.contains(expect.split()))
      problem(at + ".split", Words.of(expect.split()) + " is not one of evaluate.splits");
  }

  private void system(String at, String task, String name, Set<String> known) {
    if (!known.contains(name))
      problem(at, name + " is not evaluated on task " + task + Nearest.hintOrAll(name, known));
  }

  /** Two cells that are told apart by an axis and are the same study. */
  private void duplicates() {
    Map<String, StudyCell> seen = new HashMap<>();
    for (StudyCell cell : cells) {
      var twin = seen.putIfAbsent(cell.yaml(), cell);
      // one preset may stand in for two folders of weights
      if (twin != null && !cell.weightsAbsent())
        problem("", "cells " + twin.axes() + " and " + cell.axes() + " are the same study");
    }
  }

  /** What the report is over may refer to keys, but not to swept ones. */
  private void shared() {
    same("study", Study::name);
    same("question", Study::question);
    same("seeds", Study::seeds);
    same("report", Study::report);
    same("expect", Study::expect);
  }

  private void same(String key, Function<Study, Object> part) {
    Object own = part.apply(first.study());
    if (!cells.stream().allMatch(cell -> part.apply(cell.study()).equals(own)))
      problem(key, key + " refers to what is swept, and all cells share it");
  }
}
