package org.denselab.dsl;

import java.util.List;
import org.denselab.dsl.schema.ChosenBy;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** How parameters follow their gradients. */
@ChosenBy("kind")
public sealed interface Optimizer {
  List<Double> betas();

  double eps();

  double weightDecay();

  boolean decayBiasAndNorm();

  /** Adam (Kingma and Ba 2015); its weight decay is added to the gradient. */
  @Named("adam")
  @Doc("Adam (Kingma and Ba 2015)")
  record Adam(
      @Default("[0.9, 0.999]")
          @Range(min = 0, below = 1)
          @Size(min = 2, max = 2, repeats = true)
          @Doc("decay of the two moments")
          List<Double> betas,
      @Default("1.0e-8") @Range(above = 0) @Doc("added to the denominator") double eps,
      @Default("0.0") @Range(min = 0) @Doc("L2 penalty") double weightDecay,
      @Default("false") @Doc("whether biases and norms decay too") boolean decayBiasAndNorm)
      implements Optimizer {
    public Adam {
      betas = List.copyOf(betas);
    }
  }

  /** AdamW, with decoupled weight decay (Loshchilov and Hutter 2019). */
  @Named("adamw")
  @Doc("AdamW, with decoupled weight decay (Loshchilov and Hutter 2019)")
  record AdamW(
      @Default("[0.9, 0.999]")
          @Range(min = 0, below = 1)
          @Size(min = 2, max = 2, repeats = true)
          @Doc("decay of the two moments")
          List<Double> betas,
      @Default("1.0e-8") @Range(above = 0) @Doc("added to the denominator") double eps,
      @Default("0.01") @Range(min = 0) @Doc("decoupled weight decay") double weightDecay,
      @Default("false") @Doc("whether biases and norms decay too") boolean decayBiasAndNorm,
      @Default("false")
          @Doc("rows of embedding tables without a gradient are left alone, not decayed or moved")
          boolean sparseRows)
      implements Optimizer {
    public AdamW {
      betas = List.copyOf(betas);
    }
  }
}
