package org.denselab.dsl;

/** What computes the programs. */
public enum Engine {
  SAMEDIFF
}
