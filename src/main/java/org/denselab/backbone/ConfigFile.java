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

  private final Path path;
  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();

  private ConfigFile(Path path, JsonNode root) {
    this.path = path;
    this.root = root;
  }

  /**
   * Reads the file whole.
   *
   * @param path a {@code config.json}, or the folder that holds it
   */
  public static ConfigFile read(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve("config.json") : path;
    if (!Files.isRegularFile(file))
      throw new BadInput(file + ": no such file; a backbone's folder holds a config.json");
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (root == null || !root.isObject()) throw new BadInput(file + ": not a JSON object");
      return new ConfigFile(file, root);
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

  public int positive(String key, int otherwise) {
    JsonNode node = root.get(key);
    if (node == null || node.isNull()) return otherwise;
    if (node.canConvertToExactIntegral() && node.canConvertToInt() && node.intValue() > 0)
      return node.intValue();
    problems.add(key + " is " + node + ", expected a positive integer");
    return otherwise;
  }

  /** A number in [0, 1). */
  public double fraction(String key, double otherwise) {
    JsonNode node = root.get(key);
    if (node == null || node.isNull()) return otherwise;
    if (node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() < 1)
      return node.doubleValue();
    problems.add(key + " is " + node + ", expected a number from 0 to below 1");
    return otherwise;
  }

  public Nonlinearity nonlinearity(String key, String otherwise) {
    String name = root.path(key).asText(otherwise);
    Nonlinearity known = NONLINEARITIES.get(name);
    if (known == null)
      problems.add(
          key + " is " + name + ", known are " + String.join(", ", NONLINEARITIES.keySet()));
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
    JsonNode node = root.get(key);
    if (node == null || node.isNull()) return;
    String found = node.isTextual() ? node.textValue() : node.toString();
    if (!found.equals(value))
      problems.add(key + " is " + found + ", only " + value + " is supported");
  }

  public void require(boolean condition, String problem) {
    if (!condition) problems.add(problem);
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
