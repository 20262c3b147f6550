package org.denselab.dsl;

import java.util.List;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** How the backbone is fine-tuned on the tasks. */
@ChosenBy("kind")
public sealed interface Tuning {
  /** The backbone is evaluated as it is. */
  @Named("none")
  @Doc("the backbone is evaluated as it is")
  record None() implements Tuning {}

  /** Every weight is trained. */
  @Named("full")
  @Doc("every weight is trained")
  record Full(
      @Default("${train.lr}") @Range(above = 0) @Doc("highest learning rate") double lr,
      @Default("[]") @Doc("weights that stay as they are, by HuggingFace name or its beginning")
          List<String> freeze)
      implements Tuning {
    public Full {
      freeze = List.copyOf(freeze);
    }
  }

  /** Low-rank adapters are trained, the weights stay (Hu et al. 2022). */
  @Named("lora")
  @Doc("low-rank adapters are trained, the weights stay (Hu et al. 2022)")
  record Lora(
      @Default("${train.lr}") @Range(above = 0) @Doc("highest learning rate") double lr,
      @Default("8") @Range(min = 1) @Doc("rank of an adapter") int rank,
      @Default("16") @Range(above = 0) @Doc("an adapter's output is scaled by alpha / rank")
          double alpha,
      @Default("0") @Range(min = 0, below = 1) @Doc("dropout before an adapter") double dropout,
      @Default("[all-linear]")
          @Size(min = 1)
          @Doc("linear layers that get one: all-linear, attention, or (ends of) their names")
          List<String> targets)
      implements Tuning {
    public Lora {
      targets = List.copyOf(targets);
    }
  }
}
