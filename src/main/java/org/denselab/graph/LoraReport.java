package org.denselab.graph;

import java.util.List;
import java.util.Locale;

/** What a LoRA rewrite did. */
public record LoraReport(List<String> modules, long adapterParameters, long baseParameters) {
  public LoraReport {
    modules = List.copyOf(modules);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "LoRA on %d modules: %,d parameters train, %,d are frozen (%.2f %%)",
        modules.size(),
        adapterParameters,
        baseParameters,
        100.0 * adapterParameters / (adapterParameters + baseParameters));
  }
}
