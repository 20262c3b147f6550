package org.denselab.dsl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Inline;
import org.denselab.dsl.schema.Range;

/** The encoder of queries and passages, or one of each. */
@ChosenBy("")
public sealed interface Backbone {
  /** How token vectors become one embedding; of two towers, the queries'. */
  Head head();

  /** Training on text before fine-tuning; of two towers, of either. */
  Optional<Pretrain> pretrain();

  /** The one encoder, or that of queries and that of passages. */
  List<Tower> towers();

  /** Where a tower stands in the study: {@code backbone}, {@code backbone.query}. */
  default String path(Tower tower) {
    return "backbone";
  }

  /** What a decoder's token sees. */
  enum Attention {
    @Doc("what comes before it")
    CAUSAL,
    @Doc("all of its text (LLM2Vec, BehnamGhader et al. 2024)")
    BIDIRECTIONAL
  }

  /** One encoder. */
  @ChosenBy("")
  sealed interface Tower extends Backbone {
    /** Of a decoder; empty for its family's, or what its folder says. */
    Optional<Attention> attention();

    /** What is published of it. */
    Facts facts();

    @Override
    default List<Tower> towers() {
      return List.of(this);
    }
  }

  /** A backbone from scratch, by the numbers of {@code dsl/backbones/<preset>.yaml}. */
  @Doc("a backbone from scratch, by the numbers of a preset")
  record Preset(
      @Doc("name of a file of dsl/backbones; its numbers may be overridden beside it")
          String preset,
      @Inline Architecture architecture,
      @Inline Head head,
      @Default("none") @Doc("what a token of a decoder sees; none: what comes before it")
          Optional<Attention> attention,
      @Default("{}") @Doc("the tokenizer trained for it") TokenizerTraining tokenizer,
      @Default("0")
          @Range(min = 0)
          @Doc("which of the backbones that a seed draws; to compare like with like")
          int draw,
      @Inline Facts facts,
      @Default("none") @Doc("training on text before fine-tuning") Optional<Pretrain> pretrain)
      implements Tower {
    /** Whether a token sees only what comes before it. */
    public boolean causal() {
      return architecture.causal() && !attention.equals(Optional.of(Attention.BIDIRECTIONAL));
    }
  }

  /** A backbone from a HuggingFace folder, or from a checkpoint of ours. */
  @Doc("a backbone from a HuggingFace folder, or from a checkpoint")
  record Weights(
      @Doc("folder with config.json, tokenizer.json and model.safetensors") Path weights,
      @Default("none") @Doc("folder of a PEFT adapter that is merged into the weights, as RepLLaMA")
          Optional<Path> adapter,
      @Inline Head head,
      @Default("none") @Doc("what a token of a decoder sees; none: what the folder says")
          Optional<Attention> attention,
      @Inline Facts facts,
      @Default("none") @Doc("further training on text before fine-tuning")
          Optional<Pretrain> pretrain)
      implements Tower {}

  /** Two encoders that learn together and share nothing (DPR, arXiv 2004.04906, section 3). */
  @Doc("two encoders that learn together and share no weights, as DPR has them")
  record Towers(
      @Doc("the encoder of queries") Tower query, @Doc("the encoder of passages") Tower passage)
      implements Backbone, Checked {
    @Override
    public Head head() {
      return query.head();
    }

    @Override
    public Optional<Pretrain> pretrain() {
      return query.pretrain();
    }

    @Override
    public List<Tower> towers() {
      return List.of(query, passage);
    }

    @Override
    public String path(Tower tower) {
      return tower == passage ? "backbone.passage" : "backbone.query";
    }

    @Override
    public void check(Findings at) {
      if (query.head().normalize() != passage.head().normalize())
        at.problem(
            "passage",
            "normalize is %s for queries and %s for passages: both towers must agree"
                .formatted(query.head().normalize(), passage.head().normalize()));
      if (!query.pretrain().equals(passage.pretrain()))
        at.problem("passage", "pretrain differs: both towers are pre-trained alike, or neither");
    }
  }
}
