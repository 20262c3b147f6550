package org.denselab.study.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.data.Collection;
import org.denselab.dense.Encoder;
import org.denselab.dense.ShardedEncoder;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;
import org.denselab.text.Template;

/** The embeddings of a collection's passages. */
public final class EncodeStage {
  private static final int VERSION = 3;
  private static final String FILE = "passages.vectors";

  private EncodeStage() {}

  public static Stage of(
      String title,
      ModelAt model,
      Collection data,
      Templates texts,
      Arithmetic arithmetic,
      Stage.Estimate estimate) {
    return model
        .addTo(new StageKey("encode", VERSION))
        .with("engine", arithmetic)
        .with("data", data.fingerprint())
        .with("template", texts.passage())
        .costing(estimate)
        .stage(
            title,
            (out, workplace) -> {
              try (var encoding = Encoding.open(model.folder(workplace), arithmetic)) {
                var encoder = encoding.encoder(texts.passage());
                var kept = new Pieces(Kept.in(workplace.kept()), "passages");
                var shards = new ShardedEncoder(encoder, kept, ShardedEncoder.SIZE);
                long start = System.nanoTime();
                shards.encode(data.corpus(), encoding.width(), vectors(out), workplace.progress());
                double seconds = (System.nanoTime() - start) / 1e9;
                var counts = shards.counts();
                StageNotes.write(out, notes(counts, texts.passage(), encoding));
                return "%,d passages, %,.0f tokens/s"
                    .formatted(counts.texts(), encoder.counts().tokens() / seconds);
              }
            });
  }

  private static List<String> notes(Encoder.Counts counts, Template template, Encoding encoding) {
    List<String> notes = new ArrayList<>();
    if (counts.cut() > 0)
      notes.add(
          "%,d of %,d passages are cut at %d tokens"
              .formatted(counts.cut(), counts.texts(), template.maxLength()));
    if (template.maxLength() > encoding.madeFor())
      notes.add(
          "passages of up to %,d tokens, and the backbone was made for %,d"
              .formatted(template.maxLength(), encoding.madeFor()));
    return notes;
  }

  static Path vectors(Path folder) {
    return folder.resolve(FILE);
  }
}
