package org.denselab.dsl;

/** What computes the programs. */
public enum Engine {
  /** The fast one where it runs, else the reference. */
  AUTO,
  /** The reference, on any backend of ND4J. */
  SAMEDIFF,
  /** The fast one, where oneDNN or OpenBLAS has a build. */
  PLAN
}
