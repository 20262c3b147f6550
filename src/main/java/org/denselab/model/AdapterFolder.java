package org.denselab.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.graph.Block;
import org.denselab.graph.Parameter;
import org.denselab.graph.Program;
import org.denselab.weights.LoraWeights;
import org.denselab.weights.PeftAdapter;
import org.denselab.weights.PeftConfig;
import org.denselab.weights.StoredTensor;

/** LoRA adapters on disk, in PEFT's files, tied to their base by its digest. */
final class AdapterFolder {
  private AdapterFolder() {}

  static boolean has(Model model) {
    return !adapters(model.program()).isEmpty();
  }

  private static List<Block.Lora> adapters(Program program) {
    return program.blocks().stream()
        .filter(Block.Lora.class::isInstance)
        .map(Block.Lora.class::cast)
        .toList();
  }

  /** Writes the adapter's two files; returns what its base is. */
  static About.BaseAt write(Path folder, Model model) throws IOException {
    var origin =
        model
            .origin()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "an adapter needs a base that was read from a folder: write it first"));
    var program = model.program();
    List<Block.Lora> adapters = adapters(program);
    var weights = adapters.stream().map(adapter -> weights(program, adapter)).toList();
    var first = adapters.getFirst();
    int rank = Math.toIntExact(weights.getFirst().rank());
    var config =
        new PeftConfig(
            rank,
            first.scale() * rank,
            first.dropout(),
            new PeftConfig.Names(adapters.stream().map(a -> a.base().name()).toList()),
            origin.folder().toString(),
            "FEATURE_EXTRACTION");
    PeftAdapter.write(folder, config, weights);
    return new About.BaseAt(origin.folder().toString(), origin.seed(), digest(program));
  }

  private static LoraWeights weights(Program program, Block.Lora adapter) {
    return new LoraWeights(
        adapter.base().name(),
        stored(program.parameter(adapter.a())),
        stored(program.parameter(adapter.b())));
  }

  private static StoredTensor stored(Parameter p) {
    return StoredTensor.fp32(p.name(), p.shape(), p.values());
  }

  private static String digest(Program program) {
    var added = adapters(program).stream().flatMap(a -> a.parameters().stream()).toList();
    return WeightsDigest.of(
        program.parameters().stream().filter(p -> !added.contains(p.name())).toList());
  }

  /** The base with the adapter beside its layers; templates are the adapter's. */
  static Model read(Path folder, About about, Path base) throws IOException {
    if (!Files.isDirectory(base))
      throw new BadInput(
          "%s: the adapter's base, %s, is not there; give the folder where it is now"
              .formatted(folder, base));
    Model model =
        Files.exists(base.resolve(About.FILE))
            ? ModelFolder.read(base)
            : ModelFolder.foreign(base, about.head(), about.base().seed());
    try (var adapter = PeftAdapter.open(folder)) {
      if (!model.head().equals(about.head()))
        throw new BadInput(
            "%s is for %s, its base %s has %s"
                .formatted(folder, about.head().inKeys(), base, model.head().inKeys()));
      about.check(folder, model);
      if (!digest(model.program()).equals(about.base().sha256()))
        throw new BadInput(
            "%s was trained on another base than %s (SHA-256 of the weights differs)"
                .formatted(folder, base));
      model.program().lora(adapter);
      return model.with(about.query(), about.passage());
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }
}
