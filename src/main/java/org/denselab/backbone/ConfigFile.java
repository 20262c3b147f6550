package org.denselab.backbone;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.denselab.base.BadInput;
import org.denselab.base.JsonComplaint;
import org.denselab.graph.Nonlinearity;

/** A {@code config.json}, read key by key; what is wrong with it is collected and said at once. */
public final class ConfigFile {
  private static final Map<String, Nonlinearity> NONLINEARITIES =
      new TreeMap<>(
          Map.of(
              "gelu", Nonlinearity.GELU,
              "gelu_new", Nonlinearity.GELU_TANH,
              "gelu_pytorch_tanh", Nonlinearity.GELU_TANH,
              "relu", Nonlinearity.RELU,
              "silu", Nonlinearity.SILU,
              "swish", Nonlinearity.SILU));

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  // the graph is built before weights are compared with it: a number that lies must not build on
  private static final int MOST_LAYERS = 1000;

  private final Path path;
  private final JsonNode root;
  private final String within;
  private final List<String> problems;

  private ConfigFile(Path path, JsonNode root, String within, List<String> problems) {
    this.path = path;
    this.root = root;
    this.within = within;
    this.problems = problems;
  }

  /**
   * Reads the file whole.
   *
   * @param path a {@code config.json}, or the folder that holds it
   */
  public static ConfigFile read(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve("config.json") : path;
    if (Files.isDirectory(path)
        && Files.exists(path.resolve("adapter_config.json"))
        && !Files.exists(file))
      throw new BadInput(
          path
              + ": a PEFT adapter, not a model; give the folder of its base model as weights, and"
              + " this one as adapter");
    if (!Files.isRegularFile(file))
      throw new BadInput(file + ": no such file; a backbone's folder holds a config.json");
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (root == null || !root.isObject()) throw new BadInput(file + ": not a JSON object");
      return new ConfigFile(file, root, "", new ArrayList<>());
    } catch (JacksonException e) {
      throw new BadInput(JsonComplaint.at(file.toString(), e), e);
    } catch (IOException e) {
      throw new BadInput(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  String modelType() {
    JsonNode type = root.get("model_type");
    if (type == null || !type.isTextual())
      throw new BadInput(path + ": model_type is missing, it names the family");
    return type.textValue();
  }

  /** Whether the list behind a key has a value. */
  boolean lists(String key, String value) {
    for (JsonNode entry : root.path(key)) if (entry.asText().equals(value)) return true;
    return false;
  }

  /** Whether a key is there and not null. */
  public boolean has(String key) {
    return root.hasNonNull(key);
  }

  /** The object behind a key, read into the same list of problems. */
  public Optional<ConfigFile> object(String key) {
    if (!has(key)) return Optional.empty();
    JsonNode node = root.get(key);
    if (node.isObject())
      return Optional.of(new ConfigFile(path, node, within + key + ".", problems));
    problems.add(within + key + " is " + node + ", expected an object");
    return Optional.empty();
  }

  public int positive(String key, int otherwise) {
    if (!has(key)) return otherwise;
    JsonNode node = root.get(key);
    if (node.canConvertToExactIntegral() && node.canConvertToInt() && node.intValue() > 0)
      return node.intValue();
    problems.add(within + key + " is " + node + ", expected a positive integer");
    return otherwise;
  }

  /** A width that rotary positions divide into halves. */
  public int evenWidth(String key, int otherwise) {
    int width = positive(key, otherwise);
    require(width % 2 == 0, "a head's width " + width + " is odd, rotary positions need pairs");
    return width;
  }

  /** Tokens that a token sees at most; null is no limit, an absent key {@code otherwise}. */
  public OptionalInt window(String key, int otherwise) {
    if (root.has(key) && !has(key)) return OptionalInt.empty();
    return OptionalInt.of(positive(key, otherwise));
  }

  /** A number of layers. */
  public int layers(String key, int otherwise) {
    int layers = positive(key, otherwise);
    require(layers <= MOST_LAYERS, key + " " + layers + " is more than " + MOST_LAYERS);
    return layers;
  }

  /** An id, from 0. */
  public int id(String key, int otherwise) {
    if (!has(key)) return otherwise;
    JsonNode node = root.get(key);
    if (node.canConvertToExactIntegral() && node.canConvertToInt() && node.intValue() >= 0)
      return node.intValue();
    problems.add(within + key + " is " + node + ", expected an id");
    return otherwise;
  }

  public boolean flag(String key, boolean otherwise) {
    if (!has(key)) return otherwise;
    JsonNode node = root.get(key);
    if (!node.isBoolean()) problems.add(within + key + " is " + node + ", expected true or false");
    return node.asBoolean(otherwise);
  }

  public String text(String key, String otherwise) {
    if (!has(key)) return otherwise;
    JsonNode node = root.get(key);
    if (!node.isTextual()) problems.add(within + key + " is " + node + ", expected a name");
    return node.asText();
  }

  /** A finite number above 0. */
  public double number(String key, double otherwise) {
    if (!has(key)) return otherwise;
    JsonNode node = root.get(key);
    if (node.isNumber() && node.doubleValue() > 0 && Double.isFinite(node.doubleValue()))
      return node.doubleValue();
    problems.add(within + key + " is " + node + ", expected a number above 0");
    return otherwise;
  }

  /** A number in [0, 1). */
  public double fraction(String key, double otherwise) {
    if (!has(key)) return otherwise;
    JsonNode node = root.get(key);
    if (node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() < 1)
      return node.doubleValue();
    problems.add(within + key + " is " + node + ", expected a number from 0 to below 1");
    return otherwise;
  }

  public Nonlinearity nonlinearity(String key, String otherwise) {
    return known(key, text(key, otherwise));
  }

  /** The function of a name that was found in a key's value. */
  public Nonlinearity known(String key, String name) {
    Nonlinearity known = NONLINEARITIES.get(name);
    if (known == null)
      problems.add(
          within
              + key
              + " is "
              + name
              + ", known are "
              + String.join(", ", NONLINEARITIES.keySet()));
    return known;
  }

  /** The name under which {@code config.json} knows a function. */
  public static String nameOf(Nonlinearity function) {
    return NONLINEARITIES.entrySet().stream()
        .filter(e -> e.getValue() == function)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Refuses a key whose value would change the computation; absent or null is fine. */
  public void only(String key, String value) {
    if (!has(key)) return;
    JsonNode node = root.get(key);
    String found = node.isTextual() ? node.textValue() : node.toString();
    if (!found.equals(value))
      problems.add(within + key + " is " + found + ", only " + value + " is supported");
  }

  public void require(boolean condition, String problem) {
    if (!condition) problems.add(problem);
  }

  /** Requires that a number of parts divides a whole. */
  public void requireMultiple(String whole, int width, String parts, int count) {
    require(
        width % count == 0, whole + " " + width + " is not a multiple of " + parts + " " + count);
  }

  /**
   * Ends the reading.
   *
   * @throws BadInput listing every problem found so far
   */
  public void refuseProblems() {
    if (!problems.isEmpty()) throw new BadInput(path + ": " + String.join("; ", problems));
  }
}
