package org.denselab.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.denselab.base.BadInput;

/** {@code adapter_config.json}: what is read is honoured, what is set and not served is refused. */
final class PeftConfigFile {
  /** Keys that describe, or that only matter while an adapter is made. */
  private static final Set<String> DESCRIPTIVE =
      Set.of(
          "auto_mapping",
          "base_model_name_or_path",
          "exclude_modules",
          "inference_mode",
          "layers_pattern",
          "layers_to_transform",
          "lora_alpha",
          "lora_dropout",
          "megatron_core",
          "peft_version",
          "qalora_group_size",
          "r",
          "revision",
          "target_modules",
          "task_type");

  private PeftConfigFile() {}

  static PeftConfig read(Path file) throws IOException {
    ObjectNode root = JsonFile.object(file);
    refuseUnsupported(file, root);
    try {
      return new PeftConfig(
          (int) number(file, root, "r"),
          number(file, root, "lora_alpha"),
          root.has("lora_dropout") ? number(file, root, "lora_dropout") : 0,
          targets(file, root.path("target_modules")),
          root.path("base_model_name_or_path").asText(""),
          root.path("task_type").asText(""));
    } catch (PatternSyntaxException e) {
      throw new BadInput(file + ": target_modules: " + e.getDescription(), e);
    } catch (IllegalArgumentException e) {
      throw new BadInput(file + ": " + e.getMessage(), e);
    }
  }

  private static void refuseUnsupported(Path file, ObjectNode root) {
    String type = root.path("peft_type").asText("");
    if (!type.equals("LORA"))
      throw new BadInput(file + ": peft_type is '" + type + "'; only LORA is supported");
    List<String> refused = new ArrayList<>();
    for (var field : root.properties()) {
      JsonNode value = field.getValue();
      boolean supported =
          switch (field.getKey()) {
            case "peft_type" -> true;
            case "bias" -> value.asText().equals("none");
            // others, such as pissa, change the base model's weights as well
            case "init_lora_weights" ->
                value.isBoolean() || value.isNull() || value.asText().equals("gaussian");
            default -> DESCRIPTIVE.contains(field.getKey()) || unset(value);
          };
      if (!supported) refused.add(field.getKey() + ": " + value);
    }
    if (!refused.isEmpty())
      throw new BadInput(
          file + ": not supported, because it changes the computation: " + JsonFile.list(refused));
  }

  private static boolean unset(JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isContainerNode() && value.isEmpty());
  }

  private static double number(Path file, ObjectNode root, String key) {
    JsonNode value = root.path(key);
    if (!value.isNumber() || (key.equals("r") && !value.isInt()))
      throw new BadInput(file + ": " + key + " must be a number, is " + value);
    return value.doubleValue();
  }

  private static PeftConfig.Targets targets(Path file, JsonNode node) {
    if (node.isTextual())
      return node.textValue().equals("all-linear")
          ? new PeftConfig.AllLinear()
          : new PeftConfig.Expression(node.textValue());
    List<String> names = new ArrayList<>();
    for (JsonNode name : node) {
      if (name.isTextual()) names.add(name.textValue());
    }
    if (!node.isArray() || names.isEmpty() || names.size() != node.size())
      throw new BadInput(file + ": target_modules must be a list of names or a string, is " + node);
    return new PeftConfig.Names(names.stream().sorted().toList());
  }

  /** The file as PEFT reads it, with every key that changes the computation stated. */
  static String json(PeftConfig config) throws IOException {
    ObjectNode root = JsonFile.JSON.createObjectNode();
    root.putObject("alpha_pattern");
    root.putNull("auto_mapping");
    root.put("base_model_name_or_path", config.baseModel());
    root.put("bias", "none");
    root.put("fan_in_fan_out", false);
    root.put("inference_mode", true);
    root.put("init_lora_weights", true);
    root.putNull("layers_pattern");
    root.putNull("layers_to_transform");
    if (config.loraAlpha() == Math.rint(config.loraAlpha()))
      root.put("lora_alpha", (long) config.loraAlpha());
    else root.put("lora_alpha", config.loraAlpha());
    root.put("lora_dropout", config.loraDropout());
    root.putNull("modules_to_save");
    root.put("peft_type", "LORA");
    root.put("r", config.r());
    root.putObject("rank_pattern");
    root.putNull("revision");
    switch (config.targets()) {
      case PeftConfig.Names(var names) -> names.forEach(root.putArray("target_modules")::add);
      case PeftConfig.Expression(var regex) -> root.put("target_modules", regex);
      case PeftConfig.AllLinear() -> root.put("target_modules", "all-linear");
    }
    if (config.taskType().isEmpty()) root.putNull("task_type");
    else root.put("task_type", config.taskType());
    root.put("use_dora", false);
    root.put("use_rslora", false);
    return JsonFile.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }
}
