package org.denselab.data.format;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.QuerySet;

/** What a dataset holds that not every format can carry, with how often. */
public record Survey(Map<Feature, Long> counts) {
  public Survey {
    counts = java.util.Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  /** What {@code format} would lose, in words; empty for nothing. */
  public Map<String, Long> lostIn(Set<Feature> carried) {
    var lost = new java.util.LinkedHashMap<String, Long>();
    counts.forEach(
        (feature, count) -> {
          if (!carried.contains(feature)) lost.put(feature.says(), count);
        });
    return lost;
  }

  /** Counts what training records hold, in records. Reads the stream to its end. */
  public static Survey of(Stream<TrainingRecord> records) {
    var tally = new Tally();
    records.forEach(
        record -> {
          tally.add(Feature.QUERY_IDS, !record.id().isEmpty());
          tally.add(Feature.PASSAGE_IDS, record.passages().anyMatch(p -> !p.id().isEmpty()));
          tally.add(Feature.TITLES, record.passages().anyMatch(p -> !p.title().isEmpty()));
          tally.add(Feature.SEVERAL_POSITIVES, record.positives().size() > 1);
          tally.add(Feature.NEGATIVES, !record.negatives().isEmpty());
          tally.add(Feature.SEVERAL_NEGATIVES, record.negatives().size() > 1);
          tally.add(Feature.NO_NEGATIVE, record.negatives().isEmpty());
          tally.add(Feature.TEACHER_SCORES, record.scored() != TrainingRecord.Scored.NONE);
          tally.add(Feature.PARTIAL_SCORES, record.scored() == TrainingRecord.Scored.SOME);
          tally.add(Feature.ANSWERS, !record.answers().isEmpty());
          tally.add(
              Feature.OTHER_KEYS,
              !record.other().isEmpty() || record.passages().anyMatch(p -> !p.other().isEmpty()));
          tally.add(
              Feature.TABS,
              !Tsv.fits(record.query()) || record.passages().anyMatch(p -> !Tsv.fits(p.joined())));
        });
    return tally.survey();
  }

  /** Counts what queries hold, in queries. */
  public static Survey ofTopics(Stream<Topic> topics) {
    var tally = new Tally();
    topics.forEach(
        topic -> {
          tally.add(Feature.QUERIES, true);
          tally.add(
              Feature.DESCRIPTIONS, !topic.description().isEmpty() || !topic.narrative().isEmpty());
          tally.add(Feature.TABS, !Tsv.fits(topic.title()));
          tally.add(Feature.OUTER_BLANKS, !topic.title().equals(topic.title().strip()));
        });
    return tally.survey();
  }

  /** Counts what passages hold, in passages. */
  public static Survey ofDocuments(Stream<Document> documents) {
    var tally = new Tally();
    documents.forEach(document -> tally.add(document));
    return tally.survey();
  }

  /** Counts what plain text holds, in passages. */
  public static Survey ofTexts(Stream<String> texts) {
    var tally = new Tally();
    texts.forEach(
        text -> {
          tally.add(Feature.PASSAGES, true);
          tally.add(Feature.BREAKS, text.indexOf('\n') >= 0);
        });
    return tally.survey();
  }

  /** Counts what a collection holds: passages, queries and judgments. */
  public static Survey of(Collection collection) {
    var tally = new Tally();
    try (var documents = collection.corpus().documents()) {
      documents.forEach(tally::add);
    }
    for (String split : collection.splits()) {
      QuerySet set = collection.queries(split);
      set.queries().forEach(query -> tally.add(Feature.QUERIES, true));
      set.queries().forEach(query -> tally.add(Feature.TABS, !Tsv.fits(query.text())));
      set.qrels().grades().values().stream()
          .flatMap(judged -> judged.values().stream())
          .forEach(
              grade -> {
                tally.add(Feature.JUDGMENTS, true);
                tally.add(Feature.GRADES, grade != 1);
              });
      tally.add(Feature.NEGATIVES, collection.negatives(split).size());
      tally.add(Feature.SLICES, set.slices().size());
    }
    tally.add(Feature.UNJUDGED_QUERIES, collection.unjudged().size());
    tally.add(Feature.SPLITS, collection.splits().size() > 1 ? collection.splits().size() : 0);
    return tally.survey();
  }

  /** {@code titles (3), hard negatives (12)}. */
  public static String inWords(Map<String, Long> lost) {
    return lost.entrySet().stream()
        .map(entry -> "%s (%,d)".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static final class Tally {
    private final Map<Feature, Long> counts = new EnumMap<>(Feature.class);

    void add(Feature feature, boolean there) {
      add(feature, there ? 1 : 0);
    }

    void add(Feature feature, long count) {
      if (count > 0) counts.merge(feature, count, Long::sum);
    }

    void add(Document document) {
      add(Feature.PASSAGES, true);
      add(Feature.TITLES, !document.title().isEmpty());
      add(Feature.TABS, !Tsv.fits(document.joined()));
    }

    Survey survey() {
      return new Survey(counts);
    }
  }
}
