package org.denselab.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.base.JsonComplaint;
import org.denselab.graph.Pooling;
import org.denselab.weights.ModelFiles;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.TensorSource;

/**
 * What a sentence-transformers folder says of itself in {@code modules.json}: where the transformer
 * lies, and how its token vectors become an embedding.
 *
 * @param transformer the folder with config.json, tokenizer and weights
 * @param head pooling, projection and normalisation
 * @param includePrompt whether a mean over tokens covers the prompt
 * @param projection the folder of the projection's weights, where there is one
 * @param prompts what stands before a text
 */
record SentenceTransformers(
    Path transformer,
    Head head,
    boolean includePrompt,
    Optional<Path> projection,
    Prompts prompts) {
  static final String MODULES = "modules.json";
  static final String PROMPTS = "config_sentence_transformers.json";
  static final String TYPES = "sentence_transformers.models.";
  static final String INCLUDE_PROMPT = "include_prompt";
  static final String LINEAR = "linear.weight";
  static final String IDENTITY = "torch.nn.modules.linear.Identity";
  static final ObjectMapper JSON = new ObjectMapper();

  /** The pooling modes that are computed here, as the key of {@code 1_Pooling/config.json}. */
  static final Map<Pooling, String> MODES =
      Map.of(
          Pooling.CLS, "pooling_mode_cls_token",
          Pooling.MEAN, "pooling_mode_mean_tokens",
          Pooling.LAST, "pooling_mode_lasttoken");

  /**
   * Nothing for a folder of another kind.
   *
   * @throws BadInput where it asks for a computation that is not known here
   */
  static Optional<SentenceTransformers> read(Path folder) throws IOException {
    Path file = folder.resolve(MODULES);
    if (!Files.isRegularFile(file)) return Optional.empty();
    Path transformer = null;
    Pooling pooling = null;
    Path dense = null;
    boolean normalize = false;
    boolean includePrompt = true;
    for (JsonNode module : json(file)) {
      Path path = inside(folder, module.path("path").asText(), file);
      String type = module.path("type").asText();
      switch (type.startsWith(TYPES) ? type.substring(TYPES.length()) : type) {
        case "Transformer" -> transformer = path;
        case "Pooling" -> {
          Path config = path.resolve("config.json");
          pooling = pooling(config);
          includePrompt = json(config).path(INCLUDE_PROMPT).asBoolean(true);
        }
        case "Dense" -> dense = path;
        case "Normalize" -> normalize = true;
        default -> throw new BadInput(file + ": a module of type " + type + " is not known here");
      }
    }
    if (transformer == null || pooling == null)
      throw new BadInput(file + ": it must name a Transformer and a Pooling module");
    OptionalInt width =
        dense == null ? OptionalInt.empty() : OptionalInt.of(width(dense.resolve("config.json")));
    return Optional.of(
        new SentenceTransformers(
            transformer,
            new Head(pooling, width, normalize),
            includePrompt,
            Optional.ofNullable(dense),
            prompts(folder)));
  }

  /** The transformer's weights, and those of the projection where there is one. */
  TensorSource weights() throws IOException {
    TensorSource weights = ModelFiles.open(transformer);
    if (projection.isEmpty() || weights.names().contains(ModelFolder.PROJECTION)) return weights;
    try {
      return new ProjectedSource(weights, ModelFiles.open(projection.get()));
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private record ProjectedSource(TensorSource weights, TensorSource dense) implements TensorSource {
    @Override
    public Set<String> names() {
      var names = new LinkedHashSet<>(weights.names());
      names.add(ModelFolder.PROJECTION);
      return names;
    }

    @Override
    public StoredTensor tensor(String name) {
      if (!name.equals(ModelFolder.PROJECTION)) return weights.tensor(name);
      StoredTensor linear = dense.tensor(LINEAR);
      return new StoredTensor(name, linear.type(), linear.shape(), linear.bytes());
    }

    @Override
    public String origin() {
      return weights.origin();
    }

    @Override
    public void close() {
      weights.close();
      dense.close();
    }
  }

  private static Path inside(Path folder, String path, Path file) {
    Path found = folder.resolve(path).normalize();
    if (!found.startsWith(folder.normalize()))
      throw new BadInput(file + ": \"" + path + "\" points outside the folder");
    return path.isEmpty() ? folder : found;
  }

  private static Pooling pooling(Path file) throws IOException {
    List<String> on = new ArrayList<>();
    for (var entry : json(file).properties())
      if (entry.getKey().startsWith("pooling_mode_") && entry.getValue().asBoolean())
        on.add(entry.getKey());
    for (var mode : MODES.entrySet()) if (on.equals(List.of(mode.getValue()))) return mode.getKey();
    throw new BadInput(
        file + ": pools by " + String.join(" and ", on) + ", known are " + MODES.values());
  }

  private static int width(Path file) throws IOException {
    JsonNode config = json(file);
    if (config.path("bias").asBoolean(true))
      throw new BadInput(file + ": a projection with a bias is not known here");
    String activation = config.path("activation_function").asText(IDENTITY);
    if (!activation.equals(IDENTITY))
      throw new BadInput(file + ": a projection through " + activation + " is not known here");
    if (config.path("out_features").asInt() < 1)
      throw new BadInput(file + ": out_features must be at least 1");
    return config.path("out_features").asInt();
  }

  private static Prompts prompts(Path folder) throws IOException {
    Path file = folder.resolve(PROMPTS);
    return Files.isRegularFile(file) ? Prompts.of(file, json(file)) : Prompts.NONE;
  }

  private static JsonNode json(Path file) throws IOException {
    if (!Files.isRegularFile(file)) throw new BadInput(file + ": there is no such file");
    try {
      return JSON.readTree(file.toFile());
    } catch (JacksonException e) {
      throw new BadInput(JsonComplaint.at(file.toString(), e), e);
    }
  }
}
