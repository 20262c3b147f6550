package org.denselab.model;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collection;
import org.denselab.base.Sha256;
import org.denselab.graph.Parameter;

/** SHA-256 over names, shapes and fp32 values: the same however the weights are stored in files. */
public final class WeightsDigest {
  private WeightsDigest() {}

  public static String of(Collection<Parameter> parameters) {
    var hash = new Sha256();
    byte[] buffer = new byte[1 << 16];
    for (Parameter p : parameters) {
      hash.add(p.name()).add(Arrays.toString(p.shape()));
      for (long at = 0; at < p.elements(); at += buffer.length / 4) {
        int length = 4 * (int) Math.min(buffer.length / 4, p.elements() - at);
        p.held().copyTo(at, MemorySegment.ofArray(buffer).asSlice(0, length));
        hash.add(buffer, 0, length);
      }
    }
    return hash.hex();
  }
}
