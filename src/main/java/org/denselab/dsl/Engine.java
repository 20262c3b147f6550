package org.denselab.dsl;

/** What computes the programs. */
public enum Engine {
  /** The reference, on any backend of ND4J. */
  SAMEDIFF,
  /** The fast one, on processors that oneDNN has a build for. */
  PLAN
}
