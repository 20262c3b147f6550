package org.denselab.bench;

import java.util.Locale;

/** How long sequences are. */
public enum Mask {
  /** Every sequence is as long as its limit. */
  FULL,
  /** Every sequence has half of that: what a padded batch would fill up is not there. */
  HALF,
  /** As long as the texts of a data set. */
  REAL,
  /** The same, each filled up to the longest query or passage of its batch. */
  PADDED;

  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean readsData() {
    return this == REAL || this == PADDED;
  }
}
