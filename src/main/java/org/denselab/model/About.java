package org.denselab.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.denselab.backbone.Head;
import org.denselab.base.BadInput;
import org.denselab.base.JsonComplaint;
import org.denselab.text.Template;

/**
 * {@code denselab.json}: what a HuggingFace folder does not say about an encoder.
 *
 * @param project width of the projection, null for none
 * @param tokenizer SHA-256 of the tokenizer that the model was trained with
 * @param base of an adapter, null for a whole model
 * @param made how it was made: seed, step and the like
 */
@JsonPropertyOrder({
  "format",
  "pooling",
  "project",
  "normalize",
  "query",
  "passage",
  "tokenizer",
  "base",
  "made"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
record About(
    @JsonProperty(required = true) int format,
    @JsonProperty(required = true) String pooling,
    Integer project,
    @JsonProperty(required = true) boolean normalize,
    @JsonProperty(required = true) Template query,
    @JsonProperty(required = true) Template passage,
    @JsonProperty(required = true) String tokenizer,
    BaseAt base,
    Map<String, String> made) {
  static final String FILE = "denselab.json";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /**
   * Where the base lay when the adapter was written.
   *
   * @param seed drew the base's projection, where its folder has none
   * @param sha256 over the base's parameters
   */
  record BaseAt(
      @JsonProperty(required = true) String folder,
      @JsonProperty(required = true) long seed,
      @JsonProperty(required = true) String sha256) {}

  /** Describes a model; {@code base} is null unless only its adapter is written. */
  static About of(Model model, BaseAt base, Map<String, String> made) {
    Head head = model.head();
    return new About(
        FORMAT,
        head.word(),
        head.project().isPresent() ? head.project().getAsInt() : null,
        head.normalize(),
        model.query(),
        model.passage(),
        model.tokenizer().fingerprint(),
        base,
        new TreeMap<>(made));
  }

  Head head() {
    OptionalInt width = project == null ? OptionalInt.empty() : OptionalInt.of(project);
    return Head.of(pooling, width, normalize);
  }

  /** Refuses a model whose tokenizer is another than that of the training. */
  void check(Path folder, Model model) {
    if (!model.tokenizer().fingerprint().equals(tokenizer))
      throw new BadInput(
          folder
              + ": the tokenizer is not the one that the model was trained with, its SHA-256"
              + " differs");
  }

  String text() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException("a record is JSON", e);
    }
  }

  static About read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Encoders.areIn(folder))
      throw new BadInput(
          "%s holds two towers; give one of them, %s or %s"
              .formatted(folder, folder.resolve(Encoders.QUERY), folder.resolve(Encoders.PASSAGE)));
    if (!Files.isRegularFile(file))
      throw new BadInput(
          file
              + ": there is no such file; the folder was not written by Denselab, so that pooling"
              + " and templates must come from the study");
    try {
      About about = JSON.readValue(file.toFile(), About.class);
      if (about.format() != FORMAT)
        throw new BadInput(file + ": format " + about.format() + ", expected " + FORMAT);
      return about;
    } catch (JacksonException e) {
      throw new BadInput(JsonComplaint.at(file.toString(), e), e);
    }
  }
}
