package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import org.denselab.base.Kept;
import org.denselab.data.Collection;
import org.denselab.data.Corpus;
import org.denselab.lexical.Analysis;
import org.denselab.lexical.Bm25Index;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.text.HfTokenizer;
import org.denselab.text.Template;

/** A Lucene index of a collection's passages. */
public final class IndexStage {
  private static final int VERSION = 1;
  private static final String FOLDER = "lucene";

  private IndexStage() {}

  public static Stage of(Collection data, Analysis analysis) {
    return new StageKey("index", VERSION)
        .with("data", data.fingerprint())
        .with("analysis", analysis)
        .stage(data.name(), (out, workplace) -> build(data.corpus(), analysis, out, workplace));
  }

  /** An index of what a model reads of each passage. */
  public static Stage cut(Collection data, Analysis analysis, ModelAt tokenizer, Template passage) {
    return tokenizer
        .addTo(new StageKey("index", VERSION))
        .with("data", data.fingerprint())
        .with("analysis", analysis)
        .with("template", passage)
        .stage(
            "%s, cut at %d tokens".formatted(data.name(), passage.maxLength()),
            (out, workplace) -> {
              try (var texts = HfTokenizer.open(tokenizer.folder(workplace))) {
                var read = new ReadCorpus(data.corpus(), passage.bind(texts));
                return build(read, analysis, out, workplace);
              }
            });
  }

  private static String build(
      Corpus passages, Analysis analysis, Path out, Stage.Workplace workplace) throws IOException {
    Bm25Index.build(
        passages, out.resolve(FOLDER), analysis, Kept.in(workplace.kept()), workplace.progress());
    return "%,d passages, %s".formatted(passages.size(), analysis);
  }

  static Path lucene(Path folder) {
    return folder.resolve(FOLDER);
  }
}
