package org.denselab.study.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.denselab.analysis.attribution.Active;
import org.denselab.analysis.attribution.NeuronMatrix;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.base.Seeds;
import org.denselab.base.Sha256;
import org.denselab.data.Collection;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.data.Query;
import org.denselab.dsl.Attribution;
import org.denselab.engine.Matrix;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.text.BoundTemplate;
import org.denselab.text.TokenizedText;

/** Which feed-forward neurons make the embeddings of one model. */
public final class AttributionStage {
  private static final int VERSION = 1;

  /** Tokens of all copies of texts that go through the program at once. */
  private static final int PASS_TOKENS = 8192;

  private AttributionStage() {}

  /**
   * What is embedded.
   *
   * @param splits as the data calls them
   */
  public record Source(Collection data, List<String> splits, Templates texts) {
    public Source {
      splits = List.copyOf(splits);
    }
  }

  public static Stage of(
      String title,
      ModelAt at,
      Source source,
      Attribution settings,
      Arithmetic arithmetic,
      Stage.Estimate estimate) {
    return at.addTo(new StageKey("attribution", VERSION))
        .with("engine", arithmetic)
        .with("data", source.data().fingerprint())
        .with("splits", source.splits())
        .with("templates", source.texts())
        .with("texts", settings.texts())
        .with("examples", settings.examples())
        .with("steps", settings.steps())
        .with("thresholds", settings.thresholds())
        .with("as_published", settings.asPublished())
        .with("seed", settings.seed())
        .costing(estimate)
        .stage(
            title,
            (out, workplace) -> {
              List<String> texts = drawn(source, settings);
              boolean queries = settings.texts() == Attribution.Texts.QUERIES;
              ModelAt tower = queries ? at.ofQueries() : at.ofPassages();
              try (var model = ModelFolder.read(tower.folder(workplace))) {
                if (!model.program().outline().blocks().stream()
                    .noneMatch(AttributionStage::adapts)) model.program().merge();
                model.program().freeze(_ -> true);
                return into(out, model, texts, source, settings, arithmetic, workplace);
              }
            });
  }

  private static boolean adapts(org.denselab.graph.Block block) {
    return block instanceof org.denselab.graph.Block.Lora;
  }

  /** Distinct texts of the splits. */
  private static List<String> drawn(Source source, Attribution settings) {
    Set<String> texts = new LinkedHashSet<>();
    for (String split : source.splits())
      switch (settings.texts()) {
        case QUERIES ->
            source.data().queries(split).queries().stream().map(Query::text).forEach(texts::add);
        case PASSAGES -> {
          for (Example example : Examples.of(source.data(), split, java.util.Map.of()))
            example.positives().stream().map(Document::joined).forEach(texts::add);
        }
      }
    if (texts.isEmpty())
      throw new BadInput("analysis.attribution: " + source.data().name() + " has no texts");
    List<String> order = new ArrayList<>(texts);
    SplittableRandom random = Seeds.stream(settings.seed(), "attribution texts");
    for (int i = order.size() - 1; i > 0; i--) Collections.swap(order, i, random.nextInt(i + 1));
    return order.subList(0, Math.min(settings.examples(), order.size()));
  }

  private static String into(
      Path out,
      Model model,
      List<String> texts,
      Source source,
      Attribution settings,
      Arithmetic arithmetic,
      Stage.Workplace workplace)
      throws IOException {
    var template =
        settings.texts() == Attribution.Texts.QUERIES
            ? source.texts().query()
            : source.texts().passage();
    List<TokenizedText> ids =
        tokens(texts, template.bind(model.tokenizer()), settings.asPublished());
    List<NeuronMatrix> matrices = NeuronMatrix.of(model.program().outline());
    var attribution =
        new org.denselab.analysis.attribution.Attribution(
            arithmetic.engine(), model.program(), settings.steps(), PASS_TOKENS);
    var kept = new Pieces(Kept.in(workplace.kept()), "matrix");
    String from = new Sha256().add(ids.size() + " texts").hex();
    List<Matrix> scores = new ArrayList<>();
    long all = (long) matrices.size() * ids.size();
    try (Progress bar = workplace.progress().start("attribute", "texts x matrices", all)) {
      for (int m = 0; m < matrices.size(); m++) {
        Optional<byte[]> found = kept.find(m, from);
        if (found.isPresent()) {
          scores.add(unpacked(found.get(), ids.size()));
          bar.step(ids.size());
          continue;
        }
        scores.add(attribution.scores(matrices.get(m), ids, bar));
        kept.add(m, from, packed(scores.getLast()));
      }
    }
    List<Active> active =
        settings.thresholds().stream().map(threshold -> Active.of(scores, threshold)).toList();
    NeuronCounts.of(matrices, active).write(out);
    return "%,d texts, %,d neurons of %d matrices, %,d ever active above %s"
        .formatted(
            ids.size(),
            matrices.stream().mapToLong(NeuronMatrix::rows).sum(),
            matrices.size(),
            NeuronCounts.of(matrices, active).ever(0),
            settings.thresholds().getFirst());
  }

  private static List<TokenizedText> tokens(
      List<String> texts, BoundTemplate template, boolean asPublished) {
    var special = template.tokenizer().special();
    int pad = special.pad().orElseGet(() -> special.eos().orElse(0));
    int length = template.template().maxLength();
    List<TokenizedText> ids = new ArrayList<>();
    for (var text : template.applyAll(texts))
      ids.add(
          asPublished
              ? new TokenizedText(
                  org.denselab.analysis.attribution.Attribution.filled(text.ids(), length, pad),
                  text.cut(),
                  text.pooledFrom())
              : text);
    return ids;
  }

  private static byte[] packed(Matrix scores) {
    var bytes = ByteBuffer.allocate(Float.BYTES * scores.values().length);
    bytes.asFloatBuffer().put(scores.values());
    return bytes.array();
  }

  private static Matrix unpacked(byte[] content, int rows) {
    var scores = new Matrix(rows, content.length / Float.BYTES / rows);
    ByteBuffer.wrap(content).asFloatBuffer().get(scores.values());
    return scores;
  }
}
