package org.denselab.engine.samediff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.engine.Batch;
import org.denselab.engine.Executable;
import org.denselab.engine.Gradients;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.graph.Program;

/**
 * Passes over a program, a group of similar lengths at a time. A forward pass is remembered until
 * the next pass: {@code backward} of the same batch then starts in the middle, so parameters must
 * not change in between.
 */
final class SameDiffExecutable implements Executable {
  private final EncoderGraph encoder;
  private final Request request;
  private final List<Lane> lanes = new ArrayList<>();
  private Map<String, Matrix> given = Map.of();
  private Batch remembered;

  SameDiffExecutable(Program program, Request request) {
    this.request = request;
    encoder = new EncoderGraph(program, request);
  }

  @Override
  public void give(Map<String, Matrix> rows) {
    given = rows;
    remembered = null;
  }

  @Override
  public Map<String, Matrix> forward(Batch batch) {
    var taps = new LinkedHashMap<String, Matrix>();
    for (String tap : request.read())
      taps.put(tap, RaggedRows.empty(batch, encoder.program().tap(tap)));
    remembered = null;
    List<Padded> groups = Padded.split(batch);
    for (int g = 0; g < groups.size(); g++) {
      Lane lane = lane(g);
      lane.forward(groups.get(g), given);
      taps.forEach((tap, rows) -> lane.read(tap, rows));
    }
    remembered = batch;
    return taps;
  }

  @Override
  public Map<String, Matrix> backward(Batch batch, Map<String, Matrix> seeds, Gradients into) {
    if (request.seeded().isEmpty())
      throw new IllegalStateException("compiled for inference: the request seeds no tap");
    var taps = new LinkedHashMap<String, Matrix>();
    for (String tap : request.differentiate())
      taps.put(tap, RaggedRows.empty(batch, encoder.program().tap(tap)));
    boolean forwardDone = isRemembered(batch);
    remembered = null;
    List<Padded> groups = Padded.split(batch);
    for (int g = 0; g < groups.size(); g++) {
      Lane lane = lane(g);
      if (!forwardDone) lane.forward(groups.get(g), given);
      lane.backward(seeds, into);
      taps.forEach((tap, rows) -> lane.readGradient(tap, rows));
    }
    return taps;
  }

  @SuppressWarnings("ReferenceEquality") // an equal batch need not have been run
  private boolean isRemembered(Batch batch) {
    return remembered == batch;
  }

  private Lane lane(int group) {
    while (lanes.size() <= group) lanes.add(new Lane(encoder, request));
    return lanes.get(group);
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
    lanes.clear();
  }
}
