package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.denselab.analysis.probe.Candidates;
import org.denselab.analysis.probe.LayerEncoder;
import org.denselab.analysis.probe.LayerVectors;
import org.denselab.analysis.probe.Probes;
import org.denselab.backbone.BackboneConfig;
import org.denselab.base.BadInput;
import org.denselab.base.Kept;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.base.Sha256;
import org.denselab.data.Collection;
import org.denselab.data.Example;
import org.denselab.dsl.Probe;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.graph.Pooling;
import org.denselab.model.ModelFolder;
import org.denselab.model.Templates;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.study.StageNotes;
import org.denselab.text.Template;

/** What linear probes find in the hidden states of one model. */
public final class ProbeStage {
  private static final int VERSION = 1;

  /** Tokens that go through the program at once, and what their hidden states may take. */
  private static final int BATCH_TOKENS = 4096;

  private static final long BATCH_BYTES = 128L << 20;

  private ProbeStage() {}

  /**
   * What a probe is asked.
   *
   * @param splits as the data calls them
   * @param negatives stages that mined for the splits, in their order; empty for those that the
   *     data brings along
   */
  public record Questions(
      Collection data, List<String> splits, List<Stage> negatives, Templates texts) {
    public Questions {
      splits = List.copyOf(splits);
      negatives = List.copyOf(negatives);
    }
  }

  public static Stage of(
      String title,
      ModelAt at,
      Questions questions,
      Probe probe,
      Arithmetic arithmetic,
      Stage.Estimate estimate) {
    var key =
        at.addTo(new StageKey("probe", VERSION))
            .with("engine", arithmetic)
            .with("data", questions.data().fingerprint())
            .with("splits", questions.splits())
            .with("texts", questions.texts())
            .with("candidates", probe.candidates())
            .with("layers", probe.layers())
            .with("pooling", probe.pooling())
            .with("examples", probe.examples())
            .with("folds", probe.folds())
            .with("l2", probe.l2())
            .with("controls", controls(probe).stream().sorted().toList())
            .with("as_published", probe.asPublished())
            .with("seed", probe.seed())
            .costing(estimate);
    questions.negatives().forEach(key::input);
    return key.stage(
        title,
        (out, workplace) -> {
          Candidates data = candidates(questions, probe, workplace);
          return new Work(at, questions.texts(), probe, arithmetic, data, workplace).into(out);
        });
  }

  private static Candidates candidates(
      Questions questions, Probe probe, Stage.Workplace workplace) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < questions.splits().size(); i++) {
      String split = questions.splits().get(i);
      Map<String, List<String>> negatives =
          questions.negatives().isEmpty()
              ? questions.data().negatives(split)
              : Examples.negatives(
                  NegativesStage.read(workplace.folder(questions.negatives().get(i))));
      examples.addAll(Examples.of(questions.data(), split, negatives));
    }
    int most = probe.candidates().stream().mapToInt(k -> k).max().orElseThrow();
    var data = Candidates.of(examples, most, probe.examples(), probe.folds(), probe.seed());
    if (data.items().size() < 2 * probe.folds())
      throw new BadInput(
          "analysis.probe: %s has %d queries with a positive and %d negatives, too few for %d folds"
              .formatted(questions.data().name(), data.items().size(), most - 1, probe.folds()));
    return data;
  }

  private static Set<Probes.Control> controls(Probe probe) {
    Set<Probes.Control> controls = new LinkedHashSet<>();
    for (Probe.Control control : probe.controls())
      switch (control) {
        case QUERY -> controls.add(Probes.Control.QUERY);
        case LABELS -> controls.add(Probes.Control.LABELS);
        case UNTRAINED -> {} // a model of its own
      }
    return controls;
  }

  /** One run of the stage. */
  private static final class Work {
    private final ModelAt at;
    private final BackboneConfig config;
    private final Templates texts;
    private final Arithmetic arithmetic;
    private final Candidates data;
    private final Stage.Workplace workplace;
    private final Probe probe;
    private final Probes probes;
    private final List<Integer> layers;
    private final List<Pooling> pooling;

    Work(
        ModelAt at,
        Templates texts,
        Probe probe,
        Arithmetic arithmetic,
        Candidates data,
        Stage.Workplace workplace)
        throws IOException {
      this.at = at;
      try (var model = ModelFolder.read(at.ofQueries().folder(workplace))) {
        config = model.config();
      }
      this.texts = texts;
      this.probe = probe;
      this.arithmetic = arithmetic;
      this.data = data;
      this.workplace = workplace;
      layers =
          probe.layers().isEmpty()
              ? IntStream.rangeClosed(0, config.layers()).boxed().toList()
              : probe.layers();
      pooling = probe.pooling().stream().map(p -> Pooling.valueOf(p.name())).distinct().toList();
      probes =
          new Probes(
              probe.candidates(), probe.l2(), controls(probe), probe.asPublished(), probe.seed());
    }

    String into(Path out) throws IOException {
      var kept = new Pieces(Kept.in(workplace.kept()), "layer");
      String from = new Sha256().add(data.items().size() + " items").hex();
      Map<Integer, List<ProbeResults.Entry>> byLayer = new HashMap<>();
      for (int layer : layers) {
        Optional<byte[]> found = kept.find(layer, from);
        if (found.isPresent()) byLayer.put(layer, ProbeResults.entries(found.get()));
      }
      List<Integer> missing = layers.stream().filter(l -> !byLayer.containsKey(l)).toList();
      long trainings = (long) missing.size() * pooling.size() * probes.each();
      try (var bar = workplace.progress().start("probe", "probes", trainings)) {
        for (int first = 0; first < missing.size(); first += together())
          for (var done :
              block(missing.subList(first, Math.min(missing.size(), first + together())), bar)
                  .entrySet()) {
            kept.add(done.getKey(), from, ProbeResults.bytes(done.getValue()));
            byLayer.put(done.getKey(), done.getValue());
          }
      }
      List<ProbeResults.Entry> entries = new ArrayList<>();
      for (int layer : layers) entries.addAll(byLayer.get(layer));
      new ProbeResults(data.items().stream().map(Candidates.Item::id).toList(), entries).write(out);
      return left(out, entries);
    }

    /** Layers whose vectors fit in a quarter of the heap; each is probed by itself. */
    private int together() {
      long texts = (long) data.queries().size() + data.passages().size();
      long layer = Float.BYTES * texts * config.hiddenSize() * pooling.size();
      return Math.clamp(Runtime.getRuntime().maxMemory() / 4 / layer, 1, layers.size());
    }

    private Map<Integer, List<ProbeResults.Entry>> block(List<Integer> some, Progress bar)
        throws IOException {
      var spots = new LayerEncoder.Spots(some, pooling);
      var queries = encode(at.ofQueries(), texts.query(), spots, data.queries());
      var passages = encode(at.ofPassages(), texts.passage(), spots, data.passages());
      Map<Integer, List<ProbeResults.Entry>> entries = new HashMap<>();
      for (int layer : some)
        for (Pooling how : pooling) {
          var spot = new LayerEncoder.Spot(layer, how);
          var vectors = new LayerVectors(queries.get(spot), passages.get(spot));
          for (var trained : probes.train(layer, how, data, vectors, bar))
            entries
                .computeIfAbsent(layer, _ -> new ArrayList<>())
                .add(ProbeResults.Entry.of(trained));
        }
      return entries;
    }

    private Map<LayerEncoder.Spot, Matrix> encode(
        ModelAt tower, Template template, LayerEncoder.Spots spots, List<String> all)
        throws IOException {
      long token = (long) Float.BYTES * config.hiddenSize() * spots.layers().size();
      int tokens = Math.clamp(BATCH_BYTES / token, 1, BATCH_TOKENS);
      var request = new Request(LayerEncoder.taps(spots.layers()), List.of(), List.of());
      try (var model = ModelFolder.read(tower.folder(workplace))) {
        model.program().freeze(_ -> true);
        try (var run = arithmetic.engine().compile(model.program(), request);
            var bar = workplace.progress().start("encode", "texts", all.size())) {
          var bound = template.bind(model.tokenizer());
          return new LayerEncoder(run, bound, spots, tokens, probe.asPublished()).encode(all, bar);
        }
      }
    }

    private String left(Path out, List<ProbeResults.Entry> entries) throws IOException {
      List<String> notes = new ArrayList<>();
      if (data.left() > 0)
        notes.add(
            "%,d queries lack negatives for %s candidates and are no examples"
                .formatted(data.left(), probe.candidates()));
      long early = entries.stream().filter(entry -> !entry.converged()).count();
      if (early > 0)
        notes.add(
            "%,d of %,d probes stopped before they converged".formatted(early, entries.size()));
      StageNotes.write(out, notes);
      return "%,d queries, %,d passages; best layer %s"
          .formatted(data.items().size(), data.passages().size(), best(entries));
    }

    private static String best(List<ProbeResults.Entry> entries) {
      var byK =
          entries.stream()
              .filter(entry -> entry.kind() == Probes.Kind.PROBE)
              .collect(Collectors.groupingBy(ProbeResults.Entry::candidates));
      int fewest = byK.keySet().stream().mapToInt(k -> k).min().orElseThrow();
      var best =
          byK.get(fewest).stream()
              .max(java.util.Comparator.comparingDouble(ProbeResults.Entry::accuracy))
              .orElseThrow();
      return String.format(
          Locale.ROOT, "%d: %.3f of %d", best.layer(), best.accuracy(), best.candidates());
    }
  }
}
