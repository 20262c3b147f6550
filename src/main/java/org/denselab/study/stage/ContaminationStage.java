package org.denselab.study.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.denselab.analysis.Contamination;
import org.denselab.analysis.Contamination.Overlap;
import org.denselab.base.AtomicFiles;
import org.denselab.data.Collection;
import org.denselab.data.Dataset;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.Pairs;
import org.denselab.data.PretrainingText;
import org.denselab.data.Query;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;

/** What of a task's test was seen in pre-training or training (methods: contamination). */
public final class ContaminationStage {
  private static final int VERSION = 1;
  private static final String FILE = "contamination.json";

  /** What a note begins with that tells of something found. */
  public static final String FOUND = "contamination: ";

  private ContaminationStage() {}

  /** A split of a dataset; pairs have one only. */
  public record Part(Dataset data, String split) {
    private String name() {
      return data instanceof Collection ? data.name() + " " + split : data.name();
    }
  }

  /**
   * @param train what the task is trained on
   * @param text what the backbone is pre-trained on
   */
  public static Stage of(Part test, Optional<Part> train, Optional<PretrainingText> text) {
    var key =
        new StageKey("contamination", VERSION)
            .with("test", test.data().fingerprint())
            .with("split", test.split());
    train.ifPresent(
        part -> key.with("train", part.data().fingerprint()).with("train split", part.split()));
    text.ifPresent(read -> key.with("text", read.fingerprint()));
    return key.stage(
        test.name(),
        (out, workplace) -> {
          var found = new ArrayList<Overlap>();
          var contamination = new Contamination();
          add(contamination, test);
          if (train.isPresent())
            try (var texts = trained(train.get())) {
              found.addAll(contamination.in("the training pairs", texts));
            }
          if (text.isPresent())
            try (var paragraphs = text.get().paragraphs()) {
              found.addAll(contamination.in("the pre-training text", paragraphs));
            }
          write(out, found);
          StageNotes.write(
              out, found.stream().filter(Overlap::found).map(ContaminationStage::note).toList());
          long seen = found.stream().filter(Overlap::found).count();
          return seen == 0 ? "nothing of the test was seen" : seen + " overlaps, see the notes";
        });
  }

  private static void write(Path out, List<Overlap> found) throws IOException {
    AtomicFiles.write(
        out.resolve(FILE),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(found));
  }

  private static String note(Overlap overlap) {
    return String.format(
        Locale.ROOT,
        FOUND
            + "of %,d %s, %,d (%.1f %%) stand word for word in %s and %,d (%.1f %%) share"
            + " 13 words in a row with it; such as %s",
        overlap.texts(),
        overlap.group(),
        overlap.exact(),
        100.0 * overlap.exact() / overlap.texts(),
        overlap.source(),
        overlap.grams(),
        100.0 * overlap.grams() / overlap.texts(),
        String.join(", ", overlap.examples()));
  }

  private static void add(Contamination contamination, Part test) {
    switch (test.data()) {
      case Collection data -> {
        var queries = new LinkedHashMap<String, String>();
        data.queries(test.split()).queries().forEach(q -> queries.put(q.id(), q.text()));
        contamination.test("queries", queries);
        contamination.test("gold passages", golds(data, test.split()));
      }
      case Pairs pairs -> {
        var texts = new LinkedHashMap<String, String>();
        pairs
            .scored()
            .forEach(
                pair -> {
                  texts.put(pair.id() + " first", pair.first());
                  texts.put(pair.id() + " second", pair.second());
                });
        contamination.test("sentences", texts);
      }
    }
  }

  private static Map<String, String> golds(Collection data, String split) {
    var golds = new LinkedHashMap<String, String>();
    data.queries(split)
        .qrels()
        .grades()
        .values()
        .forEach(judged -> judged.forEach((id, grade) -> putGold(golds, id, grade)));
    try (var documents = data.corpus().documents()) {
      documents.filter(d -> golds.containsKey(d.id())).forEach(d -> golds.put(d.id(), d.joined()));
    }
    golds.values().removeIf(String::isEmpty);
    return golds;
  }

  private static void putGold(Map<String, String> golds, String id, int grade) {
    if (grade > 0) golds.put(id, "");
  }

  private static Stream<String> trained(Part train) {
    return switch (train.data()) {
      case Collection data ->
          Stream.concat(
              data.queries(train.split()).queries().stream().map(Query::text),
              golds(data, train.split()).values().stream());
      case Pairs pairs -> pairs.triples().stream().flatMap(ContaminationStage::texts);
    };
  }

  private static Stream<String> texts(Example example) {
    return Stream.concat(
        Stream.of(example.query()), example.positives().stream().map(Document::joined));
  }
}
