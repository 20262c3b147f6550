package org.denselab.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.graph.Program;
import org.denselab.text.HfTokenizer;
import org.denselab.text.Template;
import org.denselab.text.Tokenizer;
import org.denselab.weights.TensorSource;

/**
 * An encoder that can be used: its program, and how texts become its tokens. Closing it frees the
 * program's parameters and the tokenizer.
 *
 * @param files what belongs in its folder beside the weights, name to content: config.json and the
 *     tokenizer's files
 * @param origin where the weights were read from, empty for weights that were made here
 */
public record Model(
    BackboneConfig config,
    Head head,
    Program program,
    Tokenizer tokenizer,
    Template query,
    Template passage,
    Map<String, String> files,
    Optional<Origin> origin)
    implements AutoCloseable {
  /** The tap that retrieval reads. */
  public static final String EMBEDDING = "embedding";

  /**
   * Where a model lay, as it was given: what an adapter names as its base.
   *
   * @param seed drew the projection, where the folder has none
   */
  public record Origin(Path folder, long seed) {}

  public Model {
    files = Map.copyOf(files);
    if (tokenizer.vocabularySize() > config.vocabularySize())
      throw new BadInput(
          "the tokenizer has %,d tokens, the backbone embeds %,d; they do not belong together"
              .formatted(tokenizer.vocabularySize(), config.vocabularySize()));
    checkLength("query", query, tokenizer, config);
    checkLength("passage", passage, tokenizer, config);
  }

  private static void checkLength(
      String side, Template template, Tokenizer tokenizer, BackboneConfig config) {
    int longest = template.maxLength() + tokenizer.encode(template.instruction()).length;
    if (longest > config.longest())
      throw new BadInput(
          "%s length %d is more than the %d positions of the backbone"
              .formatted(side, longest, config.longest()));
  }

  /**
   * A model of given weights, such as {@link Backbones#initial}. Its templates are the family's
   * own, as long as the backbone allows.
   *
   * @param seed draws a projection that the weights lack
   * @param tokenizerFolder holds a {@code tokenizer.json}
   */
  public static Model of(
      BackboneConfig config, Head head, TensorSource weights, long seed, Path tokenizerFolder)
      throws IOException {
    var files = new HashMap<>(TextFiles.read(tokenizerFolder));
    files.compute(TextFiles.CONFIG, (_, given) -> TextFiles.config(given, config));
    var program = Backbones.build(config, head, weights, seed);
    Tokenizer tokenizer = null;
    try {
      tokenizer = HfTokenizer.open(tokenizerFolder);
      var own = Template.of(tokenizer.special(), config.maxLength());
      return new Model(config, head, program, tokenizer, own, own, files, Optional.empty());
    } catch (IOException | RuntimeException e) {
      program.close();
      if (tokenizer != null) tokenizer.close();
      throw e;
    }
  }

  Model from(Path folder, long seed) {
    var there = Optional.of(new Origin(folder, seed));
    return new Model(config, head, program, tokenizer, query, passage, files, there);
  }

  /** The same model, read through other templates; closing either closes both. */
  public Model with(Template query, Template passage) {
    return new Model(config, head, program, tokenizer, query, passage, files, origin);
  }

  /** The same model with another tokenizer, which is closed by who opened it. */
  Model with(FramedTokenizer framed) {
    var now = new HashMap<>(files);
    now.put(FramedTokenizer.FILE, framed.json());
    return new Model(config, head, program, framed.tokenizer(), query, passage, now, origin);
  }

  /** Width of an embedding. */
  public int width() {
    return head.width(config);
  }

  @Override
  public void close() {
    program.close();
    tokenizer.close();
  }
}
