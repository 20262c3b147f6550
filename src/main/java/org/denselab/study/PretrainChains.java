package org.denselab.study;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.Count;
import org.denselab.dsl.Pretrain;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Train;

/** The pre-trainings of a study that differ in their length alone. */
record PretrainChains(List<Pretrain> all) {
  static PretrainChains of(List<StudyCell> cells) {
    return new PretrainChains(
        cells.stream()
            .flatMap(cell -> cell.study().backbone().flatMap(Backbone::pretrain).stream())
            .distinct()
            .toList());
  }

  /** Whether a run of this length is the beginning of a longer one. */
  static boolean chained(Pretrain pretrain) {
    return pretrain.course().schedule() == Train.Schedule.CONSTANT;
  }

  /** Those that stop earlier on the same run, the shortest first. */
  List<Pretrain> shorter(Pretrain than) {
    return all.stream()
        .filter(one -> endless(one).equals(endless(than)))
        .filter(one -> one.course().steps().isPresent() == than.course().steps().isPresent())
        .filter(one -> length(one) < length(than))
        .sorted(Comparator.comparingLong(PretrainChains::length))
        .toList();
  }

  private static Pretrain endless(Pretrain pretrain) {
    return pretrain.with(pretrain.course().lasting(Optional.empty(), Optional.empty()));
  }

  /** In steps or tokens, whichever the study gives. */
  static long length(Pretrain pretrain) {
    var course = pretrain.course();
    return course
        .steps()
        .map(Integer::longValue)
        .orElseGet(() -> course.tokens().map(Count::value).orElseThrow());
  }
}
