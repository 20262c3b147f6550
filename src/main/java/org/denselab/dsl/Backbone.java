package org.denselab.dsl;

import java.nio.file.Path;
import java.util.Optional;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Inline;
import org.denselab.dsl.schema.Range;

/** The encoder of queries and passages. */
@ChosenBy("")
public sealed interface Backbone {
  /** How token vectors become one embedding. */
  Head head();

  /** Training on text before fine-tuning. */
  Optional<Pretrain> pretrain();

  /** A backbone from scratch, by the numbers of {@code dsl/backbones/<preset>.yaml}. */
  @Doc("a backbone from scratch, by the numbers of a preset")
  record Preset(
      @Doc("name of a file of dsl/backbones; its numbers may be overridden beside it")
          String preset,
      @Inline Architecture architecture,
      @Inline Head head,
      @Default("{}") @Doc("the tokenizer trained for it") TokenizerTraining tokenizer,
      @Default("0")
          @Range(min = 0)
          @Doc("which of the backbones that a seed draws; to compare like with like")
          int draw,
      @Default("none") @Doc("training on text before fine-tuning") Optional<Pretrain> pretrain)
      implements Backbone {}

  /** A backbone from a HuggingFace folder, or from a checkpoint of ours. */
  @Doc("a backbone from a HuggingFace folder, or from a checkpoint")
  record Weights(
      @Doc("folder with config.json, tokenizer.json and model.safetensors") Path weights,
      @Inline Head head,
      @Default("none") @Doc("further training on text before fine-tuning")
          Optional<Pretrain> pretrain)
      implements Backbone {}
}
