package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.denselab.base.BadInput;
import org.denselab.base.Cores;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.data.Collection;
import org.denselab.data.QuerySet;
import org.denselab.dense.DenseRanking;
import org.denselab.dense.VectorFile;
import org.denselab.lexical.Bm25;
import org.denselab.lexical.Bm25Index;
import org.denselab.mining.MinedFile;
import org.denselab.mining.MinedNegatives;
import org.denselab.mining.Miner;
import org.denselab.mining.MiningRules;
import org.denselab.mining.PassageTexts;
import org.denselab.mining.RandomRanking;
import org.denselab.mining.Ranking;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;

/**
 * Negatives of a training split: mined from BM25's order of passages, from a model's, drawn by
 * chance, or given as a file that mining wrote.
 */
public final class NegativesStage {
  private static final int VERSION = 2;
  private static final String FILE = "negatives.jsonl";
  private static final String TOOL = "denselab 0.1.0";

  private NegativesStage() {}

  /** What negatives are for. */
  public record Split(Collection data, String split) {
    private StageKey key(String source) {
      return new StageKey("negatives", VERSION)
          .with("source", source)
          .with("data", data.fingerprint())
          .with("split", split);
    }

    private String title() {
      return data.name() + " " + split;
    }

    private QuerySet queries() {
      return data.queries(split);
    }

    private PassageTexts texts() {
      return PassageTexts.of(data.corpus(), queries());
    }
  }

  public static Stage bm25(Stage index, Split split, Bm25 bm25, MiningRules rules) {
    return split
        .key("bm25")
        .input(index)
        .with("bm25", bm25)
        .with("rules", rules)
        .stage(
            split.title(),
            (out, workplace) -> {
              int threads = Cores.share();
              try (var opened = Bm25Index.open(IndexStage.lucene(workplace.folder(index)), bm25)) {
                return mine(opened.ranking(threads), split, rules, out, workplace);
              }
            });
  }

  /**
   * @param encode the passages by {@code model}
   * @param texts how queries are written, among others
   * @param before those of the same queries that these replace, where there are any
   */
  public static Stage dense(
      Stage encode,
      ModelAt model,
      Split split,
      Templates texts,
      Arithmetic arithmetic,
      MiningRules rules,
      Optional<Stage> before) {
    var key =
        model
            .addTo(split.key("dense"))
            .input(encode)
            .with("template", texts.query())
            .with("engine", arithmetic)
            .with("rules", rules);
    before.ifPresent(key::input);
    return key.stage(
        split.title() + ", by " + encode.title(),
        (out, workplace) -> {
          try (var encoding = Encoding.open(model.folder(workplace), arithmetic);
              var vectors = VectorFile.open(EncodeStage.vectors(workplace.folder(encode)))) {
            var ranking =
                new DenseRanking(
                    vectors, encoding.encoder(texts.query()), split.texts(), encode.key());
            var mined = mined(ranking, split, rules, workplace);
            return left(mined, before.map(stage -> read(workplace.folder(stage))), out);
          }
        });
  }

  public static Stage random(Split split, MiningRules rules) {
    return split
        .key("random")
        .with("rules", rules)
        .stage(
            split.title() + ", random",
            (out, workplace) -> {
              var ranking =
                  new RandomRanking(split.texts(), split.data().fingerprint(), rules.seed());
              return mine(ranking, split, rules, out, workplace);
            });
  }

  /**
   * Negatives that were mined elsewhere.
   *
   * @param fingerprint SHA-256 of the file
   */
  public static Stage given(Path file, String fingerprint, Split split) {
    return split
        .key("given")
        .with("file", fingerprint)
        .stage(
            split.title() + ", from " + file.getFileName(),
            (out, workplace) -> {
              MinedNegatives mined = MinedFile.read(file);
              String queries = Miner.fingerprint(split.queries());
              if (!mined.provenance().queries().equals(queries))
                throw new BadInput(
                    "negatives.path: %s was mined for other queries or judgments (%s %s) than %s has"
                        .formatted(
                            file,
                            mined.provenance().collection(),
                            mined.provenance().split(),
                            split.title()));
              return left(mined, Optional.empty(), out);
            });
  }

  private static String mine(
      Ranking ranking, Split split, MiningRules rules, Path out, Stage.Workplace workplace)
      throws IOException {
    return left(mined(ranking, split, rules, workplace), Optional.empty(), out);
  }

  private static MinedNegatives mined(
      Ranking ranking, Split split, MiningRules rules, Stage.Workplace workplace)
      throws IOException {
    var kept = new Pieces(Kept.in(workplace.kept()), "queries");
    return new Miner(ranking, rules, TOOL)
        .mine(split.data().name(), split.queries(), kept, workplace.progress());
  }

  private static String left(MinedNegatives mined, Optional<MinedNegatives> before, Path out)
      throws IOException {
    MinedFile.write(out.resolve(FILE), mined);
    List<String> notes = notes(mined);
    before.ifPresent(
        old ->
            notes.add(
                String.format(
                    Locale.ROOT,
                    "%.1f %% of the negatives are others than before",
                    100 * mined.newSince(old))));
    StageNotes.write(out, notes);
    return detail(mined);
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
            mined.provenance().source().equals(RandomRanking.NAME)
                ? "drawn from %,d passages".formatted(mined.provenance().documents())
                : mined.provenance().window());
  }

  private static List<String> notes(MinedNegatives mined) {
    var counts = mined.provenance().counts();
    List<String> notes = new ArrayList<>();
    if (counts.fewer() > 0)
      notes.add("%,d queries have fewer negatives than asked for".formatted(counts.fewer()));
    if (counts.none() > 0) notes.add("%,d queries have no hard negative".formatted(counts.none()));
    boolean ranked = !mined.provenance().source().equals(RandomRanking.NAME);
    if (ranked && counts.positiveNotRetrieved() > 0)
      notes.add(
          "%,d queries have no positive among the %d hits; they keep their negatives"
              .formatted(counts.positiveNotRetrieved(), mined.provenance().rules().depth()));
    if (counts.duplicates() > 0)
      notes.add(
          "%,d hits say the same as a positive and were left out".formatted(counts.duplicates()));
    return notes;
  }
}
