package org.denselab.dsl;

/** What a part of the data is for. */
public enum Split {
  TRAIN,
  DEV,
  TEST
}
