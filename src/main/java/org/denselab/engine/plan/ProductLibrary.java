package org.denselab.engine.plan;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.denselab.base.BadInput;
import org.denselab.base.NearestName;
import org.denselab.engine.plan.onednn.OneDnn;
import org.denselab.engine.plan.onednn.Packer;
import org.denselab.engine.plan.openblas.OpenBlas;
import org.denselab.engine.plan.product.MatmulShape;
import org.denselab.engine.plan.product.Product;
import org.denselab.engine.plan.product.SmallProduct;

/** What multiplies matrices for a plan. */
public enum ProductLibrary {
  /** The fast one, on processors that it has a build for. */
  ONEDNN("oneDNN", "this processor has no instructions for products of bf16", true) {
    @Override
    public boolean available() {
      return OneDnn.available();
    }

    @Override
    public boolean multipliesBf16() {
      return available() && OneDnn.multipliesBf16();
    }

    @Override
    public void useOneThread() {
      OneDnn.useOneThread();
    }

    @Override
    public Product product(MatmulShape shape) {
      return new org.denselab.engine.plan.onednn.Matmul(shape);
    }

    @Override
    SmallProduct small() {
      return new org.denselab.engine.plan.onednn.Sgemm();
    }

    @Override
    OptionalLong packedBytes(MatmulShape shape) {
      return OptionalLong.of(Packer.bytes(shape));
    }

    @Override
    Packer packer(MatmulShape shape) {
      return new Packer(shape);
    }
  },
  /** That of ND4J, wherever ND4J runs: fp32 only, and weights as they lie. */
  OPENBLAS("OpenBLAS", "OpenBLAS has no products of bf16", false) {
    @Override
    public boolean available() {
      return OpenBlas.available();
    }

    @Override
    public boolean multipliesBf16() {
      return false;
    }

    @Override
    public void useOneThread() {
      // it has a copy of the library, which takes one thread for everybody
    }

    @Override
    public Product product(MatmulShape shape) {
      return new org.denselab.engine.plan.openblas.Matmul(shape);
    }

    @Override
    SmallProduct small() {
      return new org.denselab.engine.plan.openblas.Sgemm();
    }

    @Override
    OptionalLong packedBytes(MatmulShape shape) {
      return OptionalLong.empty();
    }

    @Override
    Packer packer(MatmulShape shape) {
      throw new IllegalStateException("OpenBLAS takes b as it lies: " + shape);
    }
  };

  /** The system property that names a library: {@code onednn} or {@code openblas}. */
  public static final String SETTING = "denselab.products";

  private final String title;
  private final String withoutBf16;
  private final boolean bearsCuts;

  ProductLibrary(String title, String withoutBf16, boolean bearsCuts) {
    this.title = title;
    this.withoutBf16 = withoutBf16;
    this.bearsCuts = bearsCuts;
  }

  /**
   * The one that {@link #SETTING} names; else oneDNN, or OpenBLAS where only that is available.
   *
   * @throws BadInput where it names none
   */
  public static ProductLibrary usual() {
    String named = System.getProperty(SETTING);
    if (named == null) return !ONEDNN.available() && OPENBLAS.available() ? OPENBLAS : ONEDNN;
    for (ProductLibrary library : values()) if (library.spelling().equals(named)) return library;
    List<String> names = List.of(ONEDNN.spelling(), OPENBLAS.spelling());
    throw new BadInput(
        "-D%s=%s: expected %s%s"
            .formatted(SETTING, named, String.join(" or ", names), NearestName.hint(named, names)));
  }

  /** That what is {@link #usual} is not {@link #available}. */
  public static String lacking() {
    boolean any = System.getProperty(SETTING) == null;
    return (any ? "oneDNN or OpenBLAS, which have" : usual() + ", which has")
        + " no build for "
        + platform();
  }

  /** This platform, for a reader. */
  public static String platform() {
    return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
  }

  /** Whether this platform has a build of it; loads nothing. */
  public abstract boolean available();

  /** Whether it is available and multiplies bf16 on this processor. */
  public abstract boolean multipliesBf16();

  /** Why it does not multiply bf16, where it does not. */
  public String withoutBf16() {
    return withoutBf16;
  }

  /** Whether an element has the same bits whatever rows and columns are computed with it. */
  boolean bearsCuts() {
    return bearsCuts;
  }

  /** Makes the calling thread do its products alone. */
  public abstract void useOneThread();

  /** To be made and used on a thread that {@link #useOneThread uses one thread}. */
  public abstract Product product(MatmulShape shape);

  abstract SmallProduct small();

  /** Bytes of b in the order that products like best; empty where they take it as it lies. */
  abstract OptionalLong packedBytes(MatmulShape shape);

  /** Copies b into that order. */
  abstract Packer packer(MatmulShape shape);

  /** As users write it. */
  public String spelling() {
    return title.toLowerCase(Locale.ROOT);
  }

  /** As it is called. */
  @Override
  public String toString() {
    return title;
  }
}
