package org.denselab.study.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.data.Collection;
import org.denselab.lexical.Bm25;
import org.denselab.lexical.Bm25Index;
import org.denselab.lexical.MinedFile;
import org.denselab.lexical.MinedNegatives;
import org.denselab.lexical.Miner;
import org.denselab.lexical.MiningRules;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;

/** Hard negatives of a training split, mined from BM25's ranking. */
public final class NegativesStage {
  private static final int VERSION = 1;
  private static final String FILE = "negatives.jsonl";
  private static final String TOOL = "denselab 0.1.0";

  private NegativesStage() {}

  public static Stage of(Stage index, Collection data, String split, Bm25 bm25, MiningRules rules) {
    return new StageKey("negatives", VERSION)
        .input(index)
        .with("data", data.fingerprint())
        .with("split", split)
        .with("bm25", bm25)
        .with("rules", rules)
        .stage(
            data.name() + " " + split,
            (out, workplace) -> {
              int threads = Runtime.getRuntime().availableProcessors();
              try (var opened = Bm25Index.open(IndexStage.lucene(workplace.folder(index)), bm25)) {
                var kept = new Pieces(Kept.in(workplace.kept()), "queries");
                var mined =
                    new Miner(opened, rules, TOOL)
                        .mine(
                            data.name(), data.queries(split), threads, kept, workplace.progress());
                MinedFile.write(out.resolve(FILE), mined);
                StageNotes.write(out, notes(mined));
                return detail(mined);
              }
            });
  }

  static MinedNegatives read(Path folder) {
    return MinedFile.read(folder.resolve(FILE));
  }

  private static String detail(MinedNegatives mined) {
    var counts = mined.provenance().counts();
    return "%,d queries, %,d with all %d negatives, %s"
        .formatted(
            counts.queries(),
            counts.full(),
            mined.provenance().rules().count(),
            mined.provenance().window());
  }

  private static List<String> notes(MinedNegatives mined) {
    var counts = mined.provenance().counts();
    List<String> notes = new ArrayList<>();
    if (counts.fewer() > 0)
      notes.add("%,d queries have fewer negatives than asked for".formatted(counts.fewer()));
    if (counts.none() > 0) notes.add("%,d queries have no hard negative".formatted(counts.none()));
    if (counts.positiveNotRetrieved() > 0)
      notes.add(
          "%,d queries have no positive among the %d hits; they keep their negatives"
              .formatted(counts.positiveNotRetrieved(), mined.provenance().rules().depth()));
    if (counts.duplicates() > 0)
      notes.add(
          "%,d hits say the same as a positive and were left out".formatted(counts.duplicates()));
    return notes;
  }
}
