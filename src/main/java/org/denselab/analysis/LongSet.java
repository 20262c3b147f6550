package org.denselab.analysis;

/** A set of 64-bit hashes: 16 bytes each at most, no objects. */
final class LongSet {
  private static final int SMALLEST = 1 << 10;

  private long[] table = new long[SMALLEST];
  private int size;
  private boolean zero;

  /** Returns whether the value is new. */
  boolean add(long value) {
    if (value == 0) {
      boolean fresh = !zero;
      zero = true;
      return fresh;
    }
    int slot = slot(table, value);
    if (table[slot] == value) return false;
    table[slot] = value;
    if (++size > table.length / 4 * 3) grow();
    return true;
  }

  boolean contains(long value) {
    return value == 0 ? zero : table[slot(table, value)] == value;
  }

  int size() {
    return size + (zero ? 1 : 0);
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long value : table) if (value != 0) larger[slot(larger, value)] = value;
    table = larger;
  }

  /** Where the value is, or would be. The values are hashes, so their low bits will do. */
  private static int slot(long[] table, long value) {
    int mask = table.length - 1;
    int slot = (int) value & mask;
    while (table[slot] != 0 && table[slot] != value) slot = (slot + 1) & mask;
    return slot;
  }
}
