package org.denselab.backbone;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.backbone.distilbert.DistilbertConfig;
import org.denselab.backbone.gemma.GemmaConfig;
import org.denselab.backbone.llama.LlamaConfig;
import org.denselab.backbone.mpnet.MpnetConfig;
import org.denselab.backbone.phi.PhiConfig;
import org.denselab.backbone.qwen2.Qwen2Config;
import org.denselab.backbone.roberta.RobertaConfig;
import org.denselab.backbone.t5.T5Config;
import org.denselab.base.BadInput;
import org.denselab.graph.Pooling;

/** The families, a line each. */
public final class Families {
  private static final Map<String, Function<ConfigFile, BackboneConfig>> BY_MODEL_TYPE =
      new TreeMap<>(
          Map.ofEntries(
              entry("bert", BertConfig::parse),
              entry("distilbert", DistilbertConfig::parse),
              entry("dpr", BertConfig::parseDpr),
              entry("gemma", GemmaConfig::parse),
              entry("llama", LlamaConfig::parse),
              entry("mistral", LlamaConfig::parseMistral),
              entry("mpnet", MpnetConfig::parse),
              entry("phi", PhiConfig::parse),
              entry("qwen2", Qwen2Config::parse),
              entry("roberta", RobertaConfig::parse),
              entry("t5", T5Config::parse),
              entry("xlm-roberta", RobertaConfig::parseXlm)));

  private Families() {}

  /** The families' names, as {@code model_type} has them. */
  public static Set<String> names() {
    return BY_MODEL_TYPE.keySet();
  }

  /**
   * Reads the {@code config.json} of a folder or file.
   *
   * @throws BadInput where its {@code model_type} is no family, or a value asks for another
   *     computation
   */
  public static BackboneConfig parse(Path path) {
    ConfigFile file = ConfigFile.read(path);
    var parser = BY_MODEL_TYPE.get(file.modelType());
    if (parser == null)
      throw new BadInput(
          file.path()
              + ": model_type "
              + file.modelType()
              + " is not supported, known are "
              + String.join(", ", BY_MODEL_TYPE.keySet()));
    BackboneConfig config = parser.apply(file);
    if (file.flag(Attention.KEY, config.causal()) == config.causal()) return config;
    if (config.causal()) return Attention.BIDIRECTIONAL.of(config);
    throw new BadInput(
        "%s: %s is true, and a %s sees all of its text"
            .formatted(file.path(), Attention.KEY, config.family()));
  }

  /** How the model of a {@code config.json} pools, where nobody says. */
  public static Pooling pooling(Path path) {
    boolean contriever = ConfigFile.read(path).lists("architectures", "Contriever");
    return contriever ? Pooling.MEAN : parse(path).pooling();
  }
}
