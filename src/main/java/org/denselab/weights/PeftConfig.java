package org.denselab.weights;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code adapter_config.json} says of a LoRA adapter, in PEFT's terms.
 *
 * @param baseModel {@code base_model_name_or_path}, empty where unknown
 * @param taskType such as {@code FEATURE_EXTRACTION} or {@code CAUSAL_LM}, empty where not stated
 */
public record PeftConfig(
    int r,
    double loraAlpha,
    double loraDropout,
    Targets targets,
    String baseModel,
    String taskType) {
  public PeftConfig {
    if (r < 1) throw new IllegalArgumentException("r must be at least 1, is " + r);
    if (!(loraAlpha > 0) || Double.isInfinite(loraAlpha))
      throw new IllegalArgumentException("lora_alpha must be above 0, is " + loraAlpha);
    if (!(loraDropout >= 0 && loraDropout < 1))
      throw new IllegalArgumentException("lora_dropout must lie in [0, 1), is " + loraDropout);
  }

  /** What the product of the factors is multiplied by. */
  public double scale() {
    return loraAlpha / r;
  }

  /** {@code target_modules}: which modules the adapter is for. */
  public sealed interface Targets {
    /** Whether PEFT would adapt the module of this full name. */
    boolean matches(String module);
  }

  /** Last parts of module names, such as {@code query} or {@code attention.output.dense}. */
  public record Names(List<String> names) implements Targets {
    public Names {
      names = List.copyOf(names);
    }

    @Override
    public boolean matches(String module) {
      return names.stream().anyMatch(n -> module.equals(n) || module.endsWith("." + n));
    }
  }

  /** A regular expression over the whole module name, where PEFT finds a string. */
  public record Expression(String regex) implements Targets {
    public Expression {
      Pattern.compile(regex);
    }

    @Override
    public boolean matches(String module) {
      return Pattern.matches(regex, module);
    }
  }

  /** {@code all-linear}: every linear module but the head. */
  public record AllLinear() implements Targets {
    @Override
    public boolean matches(String module) {
      return true;
    }
  }
}
