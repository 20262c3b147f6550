package org.denselab.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.graph.Parameter;
import org.denselab.text.Template;
import org.denselab.weights.SafetensorsWriter;
import org.denselab.weights.StoredTensor;

/**
 * A checkpoint as a folder that transformers, sentence-transformers and Denselab read: config,
 * tokenizer, safetensors, and how they become embeddings in the words of each.
 */
public final class ExportedFolder {
  /** What to write of a model with LoRA adapters. */
  public enum Form {
    /** One model, the adapters added into its weights. */
    MERGED,
    /** The adapters alone, in PEFT's files. */
    ADAPTER
  }

  private ExportedFolder() {}

  /**
   * Writes an empty or new folder; of two towers, a folder of each in it.
   *
   * @param checkpoint of ours
   * @return what cannot be said in others' words
   * @throws BadInput where the folder holds something, or there is no adapter to write
   */
  public static List<String> write(Path checkpoint, Path to, Form form) throws IOException {
    refuseFull(to);
    if (!Encoders.areIn(checkpoint)) return one(checkpoint, to, form);
    List<String> unsaid = new ArrayList<>();
    for (String tower : List.of(Encoders.QUERY, Encoders.PASSAGE))
      for (String note : one(checkpoint.resolve(tower), to.resolve(tower), form))
        unsaid.add(tower + ": " + note);
    return unsaid;
  }

  private static List<String> one(Path checkpoint, Path to, Form form) throws IOException {
    try (Model model = ModelFolder.read(checkpoint)) {
      var made = Map.of("exported_from", String.valueOf(checkpoint.getFileName()));
      if (form == Form.ADAPTER) {
        if (!AdapterFolder.has(model))
          throw new BadInput(checkpoint + ": there is no adapter in it; export it as merged");
        ModelFolder.write(to, model, made);
        for (var file : model.files().entrySet())
          if (!file.getKey().equals(TextFiles.CONFIG))
            AtomicFiles.write(to.resolve(file.getKey()), file.getValue());
        return List.of("the adapter's base is " + model.origin().orElseThrow().folder());
      }
      if (model.head().pooler())
        throw new BadInput(
            checkpoint
                + ": sentence-transformers has no word for pooling: pooler; use the folder"
                + " as it is");
      if (AdapterFolder.has(model)) model.program().merge();
      try (var framed = FramedTokenizer.of(model)) {
        writeModules(to, model);
        ModelFolder.write(to, model.with(framed), made);
      }
      return unsaid(model);
    }
  }

  private static void refuseFull(Path to) throws IOException {
    if (!Files.exists(to)) return;
    if (!Files.isDirectory(to)) throw new BadInput(to + ": this is a file; give a folder");
    try (var there = Files.list(to)) {
      if (there.findAny().isPresent())
        throw new BadInput(to + ": the folder is not empty; give a new one");
    }
  }

  private static void writeModules(Path to, Model model) throws IOException {
    ArrayNode modules = SentenceTransformers.JSON.createArrayNode();
    module(modules, "", "Transformer");
    write(to, module(modules, "_Pooling", "Pooling"), pooling(model));
    if (model.head().project().isPresent()) {
      String folder = module(modules, "_Dense", "Dense");
      Parameter projection = model.program().parameter(ModelFolder.PROJECTION);
      write(to, folder, dense(projection));
      var weight =
          StoredTensor.fp32(SentenceTransformers.LINEAR, projection.shape(), projection.values());
      SafetensorsWriter.write(
          to.resolve(folder).resolve("model.safetensors"), List.of(weight), Map.of("format", "pt"));
    }
    if (model.head().normalize())
      AtomicFiles.folder(to.resolve(module(modules, "_Normalize", "Normalize")));
    int longest = Math.max(model.query().maxLength(), model.passage().maxLength());
    var lengths = SentenceTransformers.JSON.createObjectNode();
    lengths.put("max_seq_length", longest).put("do_lower_case", false);
    AtomicFiles.write(to.resolve("sentence_bert_config.json"), text(lengths));
    AtomicFiles.write(to.resolve(SentenceTransformers.PROMPTS), text(prompts(model)));
    AtomicFiles.write(to.resolve(SentenceTransformers.MODULES), modules.toPrettyString() + "\n");
  }

  /** Adds a module; returns its folder. */
  private static String module(ArrayNode modules, String suffix, String type) {
    int index = modules.size();
    String path = suffix.isEmpty() ? "" : index + suffix;
    modules
        .addObject()
        .put("idx", index)
        .put("name", Integer.toString(index))
        .put("path", path)
        .put("type", SentenceTransformers.TYPES + type);
    return path;
  }

  private static void write(Path to, String folder, ObjectNode config) throws IOException {
    AtomicFiles.folder(to.resolve(folder));
    AtomicFiles.write(to.resolve(folder).resolve("config.json"), text(config));
  }

  private static ObjectNode pooling(Model model) {
    var config = SentenceTransformers.JSON.createObjectNode();
    config.put("word_embedding_dimension", model.config().hiddenSize());
    SentenceTransformers.MODES.forEach(
        (pooling, key) -> config.put(key, pooling == model.head().pooling()));
    for (String other : List.of("max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens"))
      config.put("pooling_mode_" + other, false);
    return config.put(SentenceTransformers.INCLUDE_PROMPT, model.query().poolInstruction() == null);
  }

  private static ObjectNode dense(Parameter projection) {
    return SentenceTransformers.JSON
        .createObjectNode()
        .put("in_features", projection.shape()[1])
        .put("out_features", projection.shape()[0])
        .put("bias", false)
        .put("activation_function", SentenceTransformers.IDENTITY);
  }

  private static ObjectNode prompts(Model model) {
    var config = SentenceTransformers.JSON.createObjectNode();
    config
        .putObject("prompts")
        .put("query", model.query().instruction() + model.query().prefix())
        .put("passage", model.passage().instruction() + model.passage().prefix());
    config.putNull("default_prompt_name");
    return config.put("similarity_fn_name", model.head().normalize() ? "cosine" : "dot");
  }

  private static String text(ObjectNode json) {
    return json.toPrettyString() + "\n";
  }

  /** What sentence-transformers has no key for. */
  private static List<String> unsaid(Model model) {
    List<String> unsaid = new ArrayList<>();
    Template query = model.query();
    Template passage = model.passage();
    if (query.maxLength() != passage.maxLength())
      unsaid.add(
          "max_seq_length is one for both sides: queries were cut at %d, passages at %d"
              .formatted(query.maxLength(), passage.maxLength()));
    for (Template template : List.of(query, passage)) {
      String side = template == query ? "queries" : "passages";
      if (!template.suffix().isEmpty())
        unsaid.add(side + " end with \"" + template.suffix() + "\", for which there is no key");
      if (template.truncate() == Template.Truncate.LEFT)
        unsaid.add(side + " were cut from the left, for which there is no key");
    }
    return unsaid;
  }
}
