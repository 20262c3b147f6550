package org.denselab.analysis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.base.Hash64;
import org.denselab.data.NormalisedText;
import org.denselab.data.Qrels;
import org.denselab.data.format.CollectionParts;
import org.denselab.data.format.QrelsFile;

/** Holds the judgments of a collection against its passages and queries, and splits together. */
final class SplitChecks {
  private final Findings findings;
  private final CollectionParts parts;

  SplitChecks(Findings findings, CollectionParts parts) {
    this.findings = findings;
    this.parts = parts;
  }

  void check(TextGroup passages, Map<String, TextGroup> queries) {
    Map<String, Qrels> qrels = new LinkedHashMap<>();
    parts.qrels().forEach((split, file) -> qrels.put(split, QrelsFile.read(file)));
    qrels.forEach((split, judged) -> split(split, judged, passages, queries.get(split)));
    unjudged(qrels);
    overlap(qrels);
  }

  private void split(String split, Qrels qrels, TextGroup passages, TextGroup queries) {
    var positives = new Spread();
    long judgments = 0;
    long unknown = 0;
    String first = "";
    for (var query : qrels.grades().entrySet()) {
      judgments += query.getValue().size();
      positives.add(query.getValue().values().stream().filter(grade -> grade > 0).count());
      for (String id : query.getValue().keySet())
        if (!passages.hasId(id) && unknown++ == 0) first = "query " + query.getKey() + ", " + id;
    }
    long strangers = qrels.grades().keySet().stream().filter(id -> !queries.hasId(id)).count();
    findings.count("queries judged in " + split, qrels.grades().size());
    findings.count("judgments in " + split, judgments);
    findings.say("positives a query in " + split, positives.toString());
    findings.broken(unknown, "judgments in " + split + " name a passage that is not there", first);
    findings.broken(strangers, "queries judged in " + split + " are not there", "");
    findings.noted(positives.none(), "queries of " + split + " have no positive");
    negatives(split, passages);
  }

  private void negatives(String split, TextGroup passages) {
    if (!parts.negatives().containsKey(split)) return;
    var negatives = parts.open().negatives(split);
    var each = new Spread();
    negatives.values().forEach(ids -> each.add(ids.size()));
    findings.say("negatives a query in " + split, each.toString());
    long unknown =
        negatives.values().stream().flatMap(List::stream).filter(id -> !passages.hasId(id)).count();
    findings.broken(unknown, "negatives in " + split + " are passages that are not there", "");
  }

  private void unjudged(Map<String, Qrels> qrels) {
    Set<String> judged = new HashSet<>();
    qrels.values().forEach(q -> judged.addAll(q.grades().keySet()));
    long without = 0;
    for (var file : new HashSet<>(parts.queries().values()))
      try (var topics = parts.topics().read(file)) {
        without += topics.filter(t -> !judged.contains(t.value().id())).count();
      }
    findings.noted(without, "queries are judged in no split");
  }

  /** Queries of other splits that training has too, by what they say. */
  private void overlap(Map<String, Qrels> qrels) {
    Map<String, LongSet> texts = new LinkedHashMap<>();
    Map<String, Map<String, Long>> byId = new HashMap<>();
    qrels.forEach(
        (split, judged) -> {
          var own = texts.computeIfAbsent(split, _ -> new LongSet());
          var hashes = byId.computeIfAbsent(split, _ -> new HashMap<>());
          try (var topics = parts.topics().read(parts.queries().get(split))) {
            topics
                .filter(t -> judged.grades().containsKey(t.value().id()))
                .forEach(
                    t -> {
                      long hash = Hash64.of(NormalisedText.of(t.value().title()));
                      own.add(hash);
                      hashes.put(t.value().id(), hash);
                    });
          }
        });
    if (!texts.containsKey("train")) return;
    for (String split : texts.keySet()) {
      if (split.equals("train")) continue;
      long seen = byId.get(split).values().stream().filter(texts.get("train")::contains).count();
      int all = byId.get(split).size();
      findings.say(
          "queries of " + split + " also in train",
          "%,d (%.1f %%)".formatted(seen, all == 0 ? 0.0 : 100.0 * seen / all));
    }
  }
}
