package org.denselab.data.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.convert.Content.Searchable;
import org.denselab.data.convert.Content.Trainable;
import org.denselab.data.format.CollectionFormat;
import org.denselab.data.format.Feature;
import org.denselab.data.format.Format;
import org.denselab.data.format.Formats;
import org.denselab.data.format.JudgmentFormat;
import org.denselab.data.format.PassageFormat;
import org.denselab.data.format.Placed;
import org.denselab.data.format.QueryFormat;
import org.denselab.data.format.RecordFormat;
import org.denselab.data.format.RunFormat;
import org.denselab.data.format.ScoredFormat;
import org.denselab.data.format.Survey;
import org.denselab.data.format.TextFormat;
import org.denselab.data.format.Topic;
import org.denselab.data.format.TrainingFormat;

/**
 * A dataset written in another format.
 *
 * @param from a path, {@code format:path}, or a name of the registry
 * @param target a file or folder that is not there yet
 * @param split of a collection, where the format holds one only; the split's name, where records
 *     become a collection
 * @param lossy whether what the format cannot carry may be left out
 */
public record Conversion(
    String from, Format to, Path target, Optional<String> split, boolean lossy) {
  private static final String BUNDLED = "atlas/";

  /**
   * What was done.
   *
   * @param taken what the source was taken for
   * @param lost what was left out, with counts
   */
  public record Done(String taken, Map<String, Long> lost) {}

  /**
   * Writes the whole target or nothing.
   *
   * @throws BadInput when the source cannot be read, or the format cannot carry what it holds and
   *     {@link #lossy} is not set, or the target is there already
   */
  public Done run() throws IOException {
    if (Files.exists(target)) throw new BadInput(target + " is there already; name a new place");
    boolean bundled = from.startsWith(BUNDLED);
    Optional<Formats.Taken> taken = bundled ? Optional.empty() : Optional.of(Formats.of(from));
    Content content = taken.map(Content::of).orElseGet(() -> Content.bundled(from));
    Map<String, Long> lost = new LinkedHashMap<>();
    Body body = body(content, lost);
    if (!lost.isEmpty() && !lossy)
      throw new BadInput(
          "%s cannot carry %s of %s; add -Dlossy=true to leave that out"
              .formatted(to.name(), Survey.inWords(lost), from));
    body.write();
    return new Done(taken.map(Formats.Taken::says).orElse(content.says()), lost);
  }

  private interface Body {
    void write() throws IOException;
  }

  private Body body(Content content, Map<String, Long> lost) {
    return switch (content) {
      case Searchable(var data) -> collection(data, lost);
      case Trainable records -> training(records, lost);
      case Content.Scored(var pairs) when to instanceof ScoredFormat format ->
          () -> {
            try (var all = pairs.get()) {
              format.write(target, all);
            }
          };
      case Content.Queries(var topics) when to instanceof QueryFormat format -> {
        try (var all = topics.get()) {
          lost.putAll(Survey.ofTopics(all).lostIn(to.carries()));
        }
        yield () -> {
          try (var all = topics.get()) {
            format.write(target, all);
          }
        };
      }
      case Content.Passages(var documents) when to instanceof PassageFormat format -> {
        try (var all = documents.get()) {
          lost.putAll(Survey.ofDocuments(all).lostIn(to.carries()));
        }
        yield () -> {
          try (var all = documents.get()) {
            format.write(target, all);
          }
        };
      }
      case Content.Texts(var texts) when to instanceof TextFormat format -> {
        try (var all = texts.get()) {
          lost.putAll(Survey.ofTexts(all).lostIn(to.carries()));
        }
        yield () -> {
          try (var all = texts.get()) {
            format.write(target, all);
          }
        };
      }
      case Content.Judged(var qrels) when to instanceof JudgmentFormat format ->
          () -> format.write(target, qrels);
      case Content.Retrieved(var run) when to instanceof RunFormat format ->
          () -> format.write(target, run);
      case Content.Records(var records) when to instanceof RecordFormat format ->
          () -> {
            try (var all = records.get()) {
              format.write(target, all);
            }
          };
      case Content other -> throw impossible(other);
    };
  }

  private Body collection(Collection data, Map<String, Long> lost) {
    if (to instanceof TrainingFormat format) return trained(data, format, lost);
    lost.putAll(Survey.of(data).lostIn(to.carries()));
    return switch (to) {
      case CollectionFormat format -> () -> format.write(target, data);
      case QueryFormat format -> {
        var queries = data.queries(oneSplit(data)).queries();
        yield () -> format.write(target, queries.stream().map(Topic::of));
      }
      case JudgmentFormat format -> {
        var qrels = data.queries(oneSplit(data)).qrels();
        yield () -> format.write(target, qrels);
      }
      case PassageFormat format ->
          () -> {
            try (var documents = data.corpus().documents()) {
              format.write(target, documents);
            }
          };
      case TextFormat format ->
          () -> {
            try (var documents = data.corpus().documents()) {
              format.write(target, documents.map(d -> d.joined()).filter(text -> !text.isBlank()));
            }
          };
      case Format _ -> throw impossible(new Searchable(data));
    };
  }

  private Body trained(Collection data, TrainingFormat format, Map<String, Long> lost) {
    String chosen = oneSplit(data);
    var records = new CollectionRecords(data, chosen);
    lost.putAll(Survey.of(records.records()).lostIn(to.carries()));
    var whole = Survey.of(data).counts();
    for (var feature : List.of(Feature.SPLITS, Feature.SLICES, Feature.UNJUDGED_QUERIES))
      if (whole.containsKey(feature)) lost.put(feature.says(), whole.get(feature));
    long finer =
        data.queries(chosen).qrels().grades().values().stream()
            .flatMap(judged -> judged.values().stream())
            .filter(grade -> grade != 1)
            .count();
    if (finer > 0) lost.put(Feature.GRADES.says(), finer);
    long others = data.corpus().size() - records.passages();
    if (others > 0) lost.put(Feature.UNJUDGED_PASSAGES.says(), others);
    return () -> format.write(target, records.records());
  }

  private Body training(Trainable content, Map<String, Long> lost) {
    try (var records = content.records().get()) {
      lost.putAll(Survey.of(records.map(Placed::value)).lostIn(to.carries()));
    }
    return switch (to) {
      case TrainingFormat format ->
          () -> {
            try (var records = content.records().get()) {
              format.write(target, records.map(Placed::value));
            }
          };
      case CollectionFormat format ->
          () ->
              format.write(target, new RecordsCollection(split.orElse("train"), content.records()));
      case Format _ -> throw impossible(content);
    };
  }

  private String oneSplit(Collection data) {
    List<String> splits = data.splits();
    if (split.isPresent()) return split.get();
    if (splits.size() == 1) return splits.getFirst();
    throw new BadInput(
        "%s holds one split, and %s has %s; say which by -Dsplit"
            .formatted(to.name(), from, String.join(", ", splits)));
  }

  private BadInput impossible(Content content) {
    return new BadInput(
        "%s holds %s, and %s is %s: one cannot become the other"
            .formatted(from, content.says(), to.name(), to.says()));
  }
}
