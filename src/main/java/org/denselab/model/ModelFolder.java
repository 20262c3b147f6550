package org.denselab.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.backbone.Attention;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Families;
import org.denselab.backbone.Head;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.graph.Parameter;
import org.denselab.text.HfTokenizer;
import org.denselab.text.Template;
import org.denselab.weights.ModelFiles;
import org.denselab.weights.SafetensorsWriter;
import org.denselab.weights.StoredTensor;

/**
 * Models on disk, in HuggingFace's files and names, with a {@code denselab.json} that says how
 * texts become embeddings.
 */
public final class ModelFolder {
  private static final String WEIGHTS = "model.safetensors";
  static final String PROJECTION = "projection.weight";

  private ModelFolder() {}

  /** As {@link #write(Path, Model, Map)}, with nothing to say about how it was made. */
  public static void write(Path folder, Model model) throws IOException {
    write(folder, model, Map.of());
  }

  /**
   * Writes a model: whole, its weights in the types they are held in at present, or, where its
   * program has LoRA adapters, the adapter alone in PEFT's files. Each file appears whole, {@code
   * denselab.json} last.
   *
   * @param made how it was made, such as seed and step, for the reader's eyes
   */
  public static void write(Path folder, Model model, Map<String, String> made) throws IOException {
    AtomicFiles.folder(folder);
    About.BaseAt base = AdapterFolder.has(model) ? AdapterFolder.write(folder, model) : null;
    if (base == null) writeWhole(folder, model);
    AtomicFiles.write(folder.resolve(About.FILE), About.of(model, base, made).text());
  }

  private static void writeWhole(Path folder, Model model) throws IOException {
    for (var file : model.files().entrySet())
      AtomicFiles.write(folder.resolve(file.getKey()), file.getValue());
    List<StoredTensor> tensors =
        model.program().parameters().stream().map(Parameter::held).toList();
    SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors, Map.of("format", "pt"));
  }

  /**
   * Reads what {@link #write} wrote; an adapter's base is looked for where it lay.
   *
   * @throws BadInput when the folder is not a model of Denselab, or contradicts itself
   */
  public static Model read(Path folder) throws IOException {
    About about = About.read(folder);
    return about.base() == null
        ? whole(folder, about)
        : AdapterFolder.read(folder, about, Path.of(about.base().folder()));
  }

  /**
   * How a folder's model pools: as the folder says, else as its family does (Ni et al. 2022 of T5,
   * Ma et al. 2024 of decoders, Karpukhin et al. 2020 of BERT).
   *
   * @return as {@link Head#word} has it
   */
  public static String pooling(Path folder) throws IOException {
    if (Files.exists(folder.resolve(About.FILE))) return About.read(folder).head().word();
    var declared = SentenceTransformers.read(folder);
    if (declared.isPresent()) return declared.get().head().word();
    return Families.pooling(folder).key();
  }

  /**
   * What stands around the texts of a folder's model where a study does not say: the special tokens
   * that it was trained with here, or that its tokenizer suggests, and the prompts of
   * sentence-transformers; and whether a mean covers these. Lengths are the study's.
   */
  public static Templates framing(Path folder) throws IOException {
    Template special = special(folder);
    Prompts prompts =
        SentenceTransformers.read(folder).map(SentenceTransformers::prompts).orElse(Prompts.NONE);
    return new Templates(
        special.withPrefix(prompts.query()), special.withPrefix(prompts.passage()));
  }

  private static Template special(Path folder) throws IOException {
    if (Files.exists(folder.resolve(About.FILE))) {
      Template trained = About.read(folder).query();
      return trained
          .withInstruction("")
          .withPrefix("")
          .withSuffix("")
          .withMaxLength(1)
          .withTruncate(Template.Truncate.RIGHT);
    }
    boolean pooled =
        SentenceTransformers.read(folder).map(SentenceTransformers::includePrompt).orElse(true);
    try (var tokenizer = HfTokenizer.open(transformer(folder))) {
      return Template.of(tokenizer.special(), 1).withPoolInstruction(pooled);
    }
  }

  /**
   * The templates that a model was trained with, without its weights.
   *
   * @throws BadInput when the folder is not a model of Denselab
   */
  public static Templates templates(Path folder) throws IOException {
    About about = About.read(folder);
    return new Templates(about.query(), about.passage());
  }

  /**
   * Reads an adapter whose base lies elsewhere by now.
   *
   * @throws BadInput when it was trained on another base, or is no adapter
   */
  public static Model read(Path folder, Path base) throws IOException {
    About about = About.read(folder);
    if (about.base() == null) throw new BadInput(folder + " is a whole model; it has no base");
    return AdapterFolder.read(folder, about, base);
  }

  private static Model whole(Path folder, About about) throws IOException {
    BackboneConfig config = Families.parse(folder);
    try (var weights = ModelFiles.open(folder)) {
      if (about.project() != null && !weights.names().contains(PROJECTION))
        throw new BadInput(folder + ": " + About.FILE + " has a projection, the weights have none");
      Model model = Model.of(config, about.head(), weights, 0, folder);
      try {
        about.check(folder, model);
        return model.from(folder, 0).with(about.query(), about.passage());
      } catch (RuntimeException e) {
        model.close();
        throw e;
      }
    }
  }

  /**
   * Reads a model of HuggingFace's, which does not say how it is pooled.
   *
   * @param seed draws the projection, where the head has one
   * @throws BadInput when the folder says otherwise, or is no model that Denselab knows
   */
  public static Model foreign(Path folder, Head head, long seed) throws IOException {
    return foreign(folder, head, seed, Optional.empty());
  }

  /**
   * As {@link #foreign(Path, Head, long)}.
   *
   * @param attention of a decoder, empty for what the folder says
   */
  public static Model foreign(Path folder, Head head, long seed, Optional<Attention> attention)
      throws IOException {
    if (Files.exists(folder.resolve(About.FILE)) && !About.read(folder).head().equals(head))
      throw new BadInput(
          "%s was made with %s, the study says %s"
              .formatted(folder, About.read(folder).head().inKeys(), head.inKeys()));
    var declared = SentenceTransformers.read(folder);
    if (declared.isPresent()) return declared(folder, declared.get(), head, seed, attention);
    BackboneConfig config = config(folder, attention);
    try (var weights = ModelFiles.open(folder)) {
      return Model.of(config, head, weights, seed, folder).from(folder, seed);
    }
  }

  /** Where a folder's config.json, tokenizer and weights lie: in it, or where its modules say. */
  public static Path transformer(Path folder) throws IOException {
    if (Encoders.areIn(folder)) About.read(folder); // which says what to give instead
    return SentenceTransformers.read(folder).map(SentenceTransformers::transformer).orElse(folder);
  }

  private static BackboneConfig config(Path folder, Optional<Attention> attention) {
    BackboneConfig said = Families.parse(folder);
    return attention.map(wanted -> wanted.of(said)).orElse(said);
  }

  /** A folder of sentence-transformers, which says how it is pooled. */
  private static Model declared(
      Path folder, SentenceTransformers said, Head head, long seed, Optional<Attention> attention)
      throws IOException {
    if (!said.head().equals(head))
      throw new BadInput(
          "%s: %s says %s, the study %s"
              .formatted(
                  folder, SentenceTransformers.MODULES, said.head().inKeys(), head.inKeys()));
    BackboneConfig config = config(said.transformer(), attention);
    try (var weights = said.weights()) {
      return Model.of(config, head, weights, seed, said.transformer()).from(folder, seed);
    }
  }
}
