package org.denselab.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.denselab.base.Progress;
import org.denselab.data.format.Passage;
import org.denselab.data.format.Placed;
import org.denselab.data.format.TrainingRecord;

/** Counts what training records hold, and what in them would mislead training. */
final class RecordChecks {
  private final Findings findings;
  private final TextGroup queries;
  private final TextGroup positives;
  private final TextGroup negatives;
  private final Progress progress;
  private final Spread positivesEach = new Spread();
  private final Spread negativesEach = new Spread();
  private final Map<String, Long> otherKeys = new LinkedHashMap<>();
  private long falseNegatives;
  private long scored;
  private String firstWithout = "";

  RecordChecks(Findings findings, Function<String, TextGroup> group, Progress progress) {
    this.findings = findings;
    this.progress = progress;
    queries = group.apply("queries");
    positives = group.apply("positives");
    negatives = group.apply("negatives");
  }

  void read(Stream<Placed<TrainingRecord>> records) {
    try (records) {
      records.forEach(this::add);
    }
    findings.say("positives a query", positivesEach.toString());
    findings.say("negatives a query", negativesEach.toString());
    findings.count("records with a teacher's scores", scored);
    otherKeys.forEach((key, count) -> findings.count("records with " + key, count));
    findings.broken(positivesEach.none(), "records without a positive", firstWithout);
    findings.noted(negativesEach.none(), "records without a negative");
    findings.noted(falseNegatives, "negatives that say the same as a positive of their query");
  }

  private void add(Placed<TrainingRecord> placed) {
    TrainingRecord record = placed.value();
    // ids are not held against each other here: records of one query may come one by one
    queries.add("", record.query(), placed.place());
    var golds = new LongSet();
    for (Passage positive : record.positives())
      golds.add(positives.add("", positive.joined(), placed.place()));
    for (Passage negative : record.negatives())
      if (golds.contains(negatives.add("", negative.joined(), placed.place()))) falseNegatives++;
    positivesEach.add(record.positives().size());
    negativesEach.add(record.negatives().size());
    if (record.positives().isEmpty() && firstWithout.isEmpty()) firstWithout = placed.place();
    if (record.passages().anyMatch(p -> p.teacher().isPresent())) scored++;
    record.other().keySet().forEach(key -> otherKeys.merge(key, 1L, Long::sum));
    progress.step(1 + record.positives().size() + record.negatives().size());
  }
}
