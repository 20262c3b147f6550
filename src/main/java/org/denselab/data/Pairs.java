package org.denselab.data;

import java.util.List;

/** A similarity dataset: triples to train on, or scored pairs to test on; either may be empty. */
public non-sealed interface Pairs extends Dataset {
  List<Example> triples();

  List<ScoredPair> scored();
}
