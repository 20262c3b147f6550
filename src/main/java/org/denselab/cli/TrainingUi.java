package org.denselab.cli;

import java.util.List;
import org.denselab.dl4j.Scalar;

/** Shows training runs in a browser; found by name, as its libraries are in a profile of Maven. */
public interface TrainingUi {
  /**
   * Begins to serve, to this machine alone.
   *
   * @return the address
   * @throws org.denselab.base.BadInput when the port is taken
   */
  String start(int port);

  /**
   * @param run its name
   * @param added what it told since the last call, in the order of its steps
   */
  void show(String run, List<Scalar> added);
}
