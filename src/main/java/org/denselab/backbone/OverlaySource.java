package org.denselab.backbone;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.TensorSource;

/** A source with some tensors taken from another. Closes neither. */
record OverlaySource(TensorSource base, TensorSource other, List<String> fromOther)
    implements TensorSource {
  @Override
  public Set<String> names() {
    var names = new LinkedHashSet<>(base.names());
    names.addAll(fromOther);
    return names;
  }

  @Override
  public StoredTensor tensor(String name) {
    return fromOther.contains(name) ? other.tensor(name) : base.tensor(name);
  }

  @Override
  public String origin() {
    return base.origin();
  }

  @Override
  public void close() {}
}
