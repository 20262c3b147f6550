package org.denselab.dsl;

/** Arithmetic of training and encoding. */
public enum Precision {
  FP32
}
