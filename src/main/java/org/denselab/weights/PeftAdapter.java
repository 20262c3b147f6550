package org.denselab.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;

/**
 * A LoRA adapter as PEFT stores it: {@code adapter_config.json} and {@code
 * adapter_model.safetensors}, whose names begin with {@code base_model.model.}.
 */
public final class PeftAdapter implements AutoCloseable {
  static final String CONFIG = "adapter_config.json";
  static final String WEIGHTS = "adapter_model.safetensors";
  private static final String PREFIX = "base_model.model.";
  private static final String A = ".lora_A.weight";
  private static final String B = ".lora_B.weight";

  private final PeftConfig config;
  private final List<LoraWeights> weights;
  private final SafetensorsFile file;

  private PeftAdapter(PeftConfig config, List<LoraWeights> weights, SafetensorsFile file) {
    this.config = config;
    this.weights = weights;
    this.file = file;
  }

  /**
   * Opens an adapter folder; the weights are mapped until {@link #close()}.
   *
   * @throws BadInput naming what is missing, of another rank, or set and not supported
   */
  public static PeftAdapter open(Path folder) throws IOException {
    PeftConfig config = PeftConfigFile.read(folder.resolve(CONFIG));
    Path bin = folder.resolve("adapter_model.bin");
    if (!Files.exists(folder.resolve(WEIGHTS)) && Files.exists(bin))
      throw ForeignFormat.pickle(bin);
    SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS));
    try {
      return new PeftAdapter(config, weights(folder.resolve(WEIGHTS), file, config), file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static List<LoraWeights> weights(Path path, SafetensorsFile file, PeftConfig config) {
    TreeSet<String> modules = new TreeSet<>();
    List<String> strange = new ArrayList<>();
    for (String name : file.names()) {
      boolean factor = name.endsWith(A) || name.endsWith(B);
      String module =
          factor && name.startsWith(PREFIX)
              ? name.substring(PREFIX.length(), name.length() - A.length())
              : "";
      if (!module.isEmpty() && config.targets().matches(module)) modules.add(module);
      else strange.add(name);
    }
    if (!strange.isEmpty())
      throw new BadInput(
          path
              + ": expected only LoRA factors of the target_modules, named "
              + (PREFIX + "<module>" + A + " and " + B + "; also found " + JsonFile.list(strange)));
    if (modules.isEmpty()) throw new BadInput(path + ": the adapter is empty");
    return modules.stream().map(module -> pair(path, file, config, module)).toList();
  }

  private static LoraWeights pair(
      Path path, SafetensorsFile file, PeftConfig config, String module) {
    try {
      var pair =
          new LoraWeights(
              module, file.tensor(PREFIX + module + A), file.tensor(PREFIX + module + B));
      if (pair.rank() == config.r()) return pair;
      throw new BadInput(
          path
              + ": "
              + module
              + " has rank "
              + pair.rank()
              + ", "
              + CONFIG
              + " says "
              + config.r());
    } catch (IllegalArgumentException e) {
      throw new BadInput(path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes an adapter that PEFT loads; the tensors' own names do not matter, the modules' do.
   *
   * @param folder gets the two files; made where missing
   */
  public static void write(Path folder, PeftConfig config, List<LoraWeights> weights)
      throws IOException {
    List<StoredTensor> tensors = new ArrayList<>();
    for (LoraWeights pair : weights) {
      if (pair.rank() != config.r() || !config.targets().matches(pair.module()))
        throw new IllegalArgumentException(pair.module() + " contradicts " + config);
      tensors.add(renamed(pair.a(), PREFIX + pair.module() + A));
      tensors.add(renamed(pair.b(), PREFIX + pair.module() + B));
    }
    SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors, Map.of("format", "pt"));
    AtomicFiles.write(folder.resolve(CONFIG), PeftConfigFile.json(config));
  }

  private static StoredTensor renamed(StoredTensor tensor, String name) {
    return new StoredTensor(name, tensor.type(), tensor.shape(), tensor.bytes());
  }

  public PeftConfig config() {
    return config;
  }

  /** The factors of every adapted module, by module name. */
  public List<LoraWeights> weights() {
    return weights;
  }

  @Override
  public void close() {
    file.close();
  }
}
