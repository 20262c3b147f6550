package org.denselab.weights;

import java.util.Set;

/**
 * Named tensors to read: a safetensors file, several shards, an adapter, or values made from a
 * seed.
 */
public interface TensorSource extends AutoCloseable {
  Set<String> names();

  /**
   * The tensor of this name; its bytes live as long as it is reachable.
   *
   * @throws org.denselab.base.BadInput when there is no such tensor; the message names the file and
   *     the nearest name
   */
  StoredTensor tensor(String name);

  /** Where the tensors come from, to begin a message with. */
  default String origin() {
    return "the weights";
  }

  @Override
  void close();
}
