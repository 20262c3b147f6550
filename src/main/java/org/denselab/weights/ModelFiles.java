package org.denselab.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.BadInput;

/** Finds the weights in a HuggingFace model folder. */
public final class ModelFiles {
  static final String SINGLE = "model.safetensors";
  static final String INDEX = "model.safetensors.index.json";

  private ModelFiles() {}

  /**
   * Opens {@code model.safetensors} or the shards that {@code model.safetensors.index.json} lists,
   * in this order as HuggingFace does.
   *
   * @throws BadInput when the folder has neither; pickles are refused with the way to convert them
   */
  public static TensorSource open(Path folder) throws IOException {
    if (Files.isRegularFile(folder))
      throw new BadInput(folder + ": expected a model folder, not a file");
    if (!Files.isDirectory(folder)) throw new BadInput(folder + ": there is no such folder");
    if (Files.exists(folder.resolve(SINGLE))) return SafetensorsFile.open(folder.resolve(SINGLE));
    if (Files.exists(folder.resolve(INDEX))) return SafetensorsIndex.open(folder.resolve(INDEX));
    throw refusal(folder);
  }

  private static BadInput refusal(Path folder) throws IOException {
    Path shards = folder.resolve("pytorch_model.bin.index.json");
    if (Files.exists(shards)) return ForeignFormat.pickledShards(shards);
    Path pickle = folder.resolve("pytorch_model.bin");
    if (Files.exists(pickle)) return ForeignFormat.pickle(pickle);
    if (Files.exists(folder.resolve(PeftAdapter.CONFIG)))
      return new BadInput(
          folder
              + ": a PEFT adapter, not a model; give the folder of its base model as weights, and"
              + " this one as adapter");
    String found;
    try (var files = Files.list(folder)) {
      List<String> names = files.map(f -> f.getFileName().toString()).sorted().limit(20).toList();
      found = names.isEmpty() ? "it is empty" : "it holds " + String.join(", ", names);
    }
    return new BadInput(folder + ": expected " + SINGLE + " or " + INDEX + "; " + found);
  }
}
