package org.denselab.backbone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.denselab.base.BadInput;
import org.denselab.weights.StoredTensor;
import org.denselab.weights.TensorSource;

/**
 * A checkpoint under the names of the bare backbone: the prefix that HuggingFace's task models put
 * before it is taken off, TensorFlow's gamma and beta become weight and bias, and task heads and
 * buffers are left out. Does not close the checkpoint.
 */
final class CheckpointNames implements TensorSource {
  private final TensorSource checkpoint;
  private final Map<String, String> stored = new LinkedHashMap<>();
  private final List<String> ignored = new ArrayList<>();

  /**
   * @param kept what bare names begin with that are part of the encoder after all, empty for none
   */
  CheckpointNames(TensorSource checkpoint, CheckpointNaming naming, String kept) {
    this.checkpoint = checkpoint;
    var copies = new LinkedHashMap<String, String>();
    for (String name : checkpoint.names()) {
      String bare = naming.bare(name);
      boolean own = !kept.isEmpty() && bare.startsWith(kept);
      if (naming.ignores(bare) && !own) {
        ignored.add(name);
        continue;
      }
      if (naming.aliases().containsKey(bare)) {
        copies.put(name, naming.aliases().get(bare));
        continue;
      }
      String twin = stored.put(bare, name);
      if (twin != null)
        throw new BadInput(
            origin() + ": " + twin + " and " + name + " are both " + bare + "; keep one");
    }
    copies.forEach(
        (name, bare) -> {
          if (stored.putIfAbsent(bare, name) != null) ignored.add(name);
        });
  }

  /** Stored names that are no part of the encoder. */
  List<String> ignored() {
    return ignored;
  }

  @Override
  public Set<String> names() {
    return stored.keySet();
  }

  @Override
  public StoredTensor tensor(String name) {
    StoredTensor found = checkpoint.tensor(stored.getOrDefault(name, name));
    return new StoredTensor(name, found.type(), found.shape(), found.bytes());
  }

  @Override
  public String origin() {
    return checkpoint.origin();
  }

  @Override
  public void close() {}
}
