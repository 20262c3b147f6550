package org.denselab.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.denselab.base.Progress;
import org.denselab.data.Document;
import org.denselab.data.Qrels;
import org.denselab.data.format.CollectionFormat;
import org.denselab.data.format.CollectionParts;
import org.denselab.data.format.Formats;
import org.denselab.data.format.JudgmentFormat;
import org.denselab.data.format.PassageFormat;
import org.denselab.data.format.Placed;
import org.denselab.data.format.QueryFormat;
import org.denselab.data.format.RecordFormat;
import org.denselab.data.format.RunFormat;
import org.denselab.data.format.ScoredFormat;
import org.denselab.data.format.TextFormat;
import org.denselab.data.format.Topic;
import org.denselab.data.format.TrainingFormat;

/** Reads data once, of any format, and says what is in it. */
public final class Validator {
  private final Formats.Taken taken;
  private final Length length;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final List<TextGroup> groups = new ArrayList<>();

  private Validator(Formats.Taken taken, Length length, Progress progress) {
    this.taken = taken;
    this.length = length;
    this.progress = progress;
  }

  /**
   * How long a text is.
   *
   * @param unit in words, such as {@code tokens of bert-base-uncased}
   * @param special tokens that a limit must hold beside the text's
   */
  public record Length(String unit, ToIntFunction<String> of, int special) {}

  /**
   * @throws org.denselab.base.BadInput naming file and line where the data cannot be read at all
   */
  public static Validation validate(Formats.Taken taken, Length length, Progress.Source progress) {
    try (var live = progress.start("validate", "texts", 0)) {
      var validator = new Validator(taken, length, live);
      validator.read();
      return validator.validation();
    }
  }

  private void read() {
    var path = taken.path();
    switch (taken.format()) {
      case CollectionFormat format -> collection(format.parts(path));
      case TrainingFormat format ->
          new RecordChecks(findings, this::group, progress).read(format.read(path));
      case ScoredFormat format -> {
        var first = group("first texts");
        var second = group("second texts");
        each(
            format.read(path),
            pair -> {
              first.add("", pair.value().first(), pair.place());
              second.add("", pair.value().second(), pair.place());
            });
      }
      case QueryFormat format -> topics(group("queries"), format.read(path));
      case PassageFormat format -> documents(group("passages"), format.read(path));
      case JudgmentFormat format -> judgments("", format.read(path));
      case RunFormat format -> {
        var run = format.read(path);
        findings.count("queries", run.hits().size());
        findings.count("hits", run.hits().values().stream().mapToLong(List::size).sum());
      }
      case TextFormat format -> {
        var texts = group("passages");
        each(format.read(path), text -> texts.add("", text.value(), text.place()));
      }
      case RecordFormat format -> {
        var keys = new LinkedHashMap<String, Long>();
        each(
            format.read(path),
            record ->
                record
                    .value()
                    .fieldNames()
                    .forEachRemaining(key -> keys.merge(key, 1L, Long::sum)));
        keys.forEach((key, count) -> findings.count("records with " + key, count));
      }
    }
  }

  private void collection(CollectionParts parts) {
    var passages = group("passages");
    documents(passages, parts.passages().read(parts.corpus()));
    var bySplit = new LinkedHashMap<String, TextGroup>();
    var byFile = new LinkedHashMap<java.nio.file.Path, TextGroup>();
    for (var split : parts.qrels().keySet())
      bySplit.put(
          split,
          byFile.computeIfAbsent(
              parts.queries().get(split),
              file -> {
                String name =
                    parts.queries().values().stream().distinct().count() == 1
                        ? "queries"
                        : "queries " + split;
                var group = group(name);
                topics(group, parts.topics().read(file));
                return group;
              }));
    new SplitChecks(findings, parts).check(passages, bySplit);
  }

  private void documents(TextGroup group, Stream<Placed<Document>> documents) {
    each(documents, d -> group.add(d.value().id(), d.value().joined(), d.place()));
  }

  private void topics(TextGroup group, Stream<Placed<Topic>> topics) {
    each(topics, t -> group.add(t.value().id(), t.value().title(), t.place()));
  }

  private void judgments(String split, Qrels qrels) {
    findings.count("judged queries" + split, qrels.grades().size());
    findings.count(
        "judgments" + split, qrels.grades().values().stream().mapToLong(Map::size).sum());
  }

  private <T> void each(Stream<Placed<T>> placed, java.util.function.Consumer<Placed<T>> use) {
    try (placed) {
      placed.forEach(
          one -> {
            use.accept(one);
            progress.step(1);
          });
    }
  }

  private TextGroup group(String name) {
    var group = new TextGroup(name, length.of());
    groups.add(group);
    return group;
  }

  private Validation validation() {
    groups.forEach(group -> group.report(findings));
    List<Validation.Group> shown = new ArrayList<>();
    for (TextGroup group : groups)
      if (group.count() > 0) {
        var quantiles = new LinkedHashMap<String, Integer>();
        for (double share : new double[] {0.05, 0.25, 0.5, 0.75, 0.95, 0.99})
          quantiles.put("p" + Math.round(share * 100), group.lengths().quantile(share));
        quantiles.put("max", group.lengths().longest());
        shown.add(
            new Validation.Group(
                group.name(), group.count(), quantiles, group.lengths().cuts(length.special())));
      }
    return new Validation(
        taken.path() + ", taken for " + taken.says(),
        findings.counts,
        findings.broken,
        findings.noted,
        length.unit(),
        shown);
  }
}
