package org.denselab.backbone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.denselab.graph.RotaryFrequencies;

/**
 * {@code rope_scaling} of a {@code config.json}: how rotary frequencies were changed to reach
 * longer texts.
 *
 * @param type {@code linear} or {@code llama3}; the others' numbers are 0 for linear
 */
public record RopeScaling(
    String type, double factor, double lowTurns, double highTurns, int originalLength) {
  /**
   * Reads the key; absent, null and {@code default} are no scaling.
   *
   * @param file other types are added to its problems
   */
  public static Optional<RopeScaling> parse(ConfigFile file) {
    Optional<ConfigFile> found =
        file.object("rope_scaling").or(() -> file.object("rope_parameters"));
    if (found.isEmpty()) return Optional.empty();
    ConfigFile scaling = found.get();
    String type = scaling.text("rope_type", scaling.text("type", "default"));
    return switch (type) {
      case "default" -> Optional.empty();
      case "linear" -> Optional.of(new RopeScaling(type, scaling.number("factor", 1), 0, 0, 0));
      case "llama3" ->
          Optional.of(
              new RopeScaling(
                  type,
                  scaling.number("factor", 8),
                  scaling.number("low_freq_factor", 1),
                  scaling.number("high_freq_factor", 4),
                  scaling.positive("original_max_position_embeddings", 8192)));
      default -> {
        file.require(false, "rope_scaling " + type + ", only linear and llama3 are supported");
        yield Optional.empty();
      }
    };
  }

  /** {@code rope_theta}, which recent files keep in {@code rope_parameters}. */
  public static double theta(ConfigFile file) {
    double inner =
        file.object("rope_parameters").map(p -> p.number("rope_theta", 10000)).orElse(10000.0);
    return file.number("rope_theta", inner);
  }

  /** {@code partial_rotary_factor}: the share of a head that positions turn, up to 1. */
  public static double turnedShare(ConfigFile file, double otherwise) {
    double inner =
        file.object("rope_parameters")
            .map(parameters -> parameters.number("partial_rotary_factor", otherwise))
            .orElse(otherwise);
    return file.number("partial_rotary_factor", inner);
  }

  public RotaryFrequencies apply(RotaryFrequencies frequencies) {
    return type.equals("linear")
        ? frequencies.linear(factor)
        : frequencies.llama3(factor, lowTurns, highTurns, originalLength);
  }

  /** As {@code config.json} has it. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("rope_type", type);
    json.put("factor", factor);
    if (type.equals("llama3")) {
      json.put("low_freq_factor", lowTurns);
      json.put("high_freq_factor", highTurns);
      json.put("original_max_position_embeddings", originalLength);
    }
    return json;
  }
}
