package org.denselab.data.atlas;

import java.util.Locale;

/** The splits, in the order in which collections list them. */
enum Split {
  TRAIN,
  DEV,
  TEST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
