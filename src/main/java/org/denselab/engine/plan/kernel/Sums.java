package org.denselab.engine.plan.kernel;

/** Element-wise sums over stretches of memory, and sums over rows. */
public final class Sums {
  private Sums() {}

  /** {@code c = a + b}; any two or all may be the same memory. */
  public static void add(long a, long b, long c, int elements) {
    int whole = Lanes.whole(elements);
    for (long i = 0; i < 4L * whole; i += 4L * Lanes.COUNT)
      Lanes.store(Lanes.load(a + i).add(Lanes.load(b + i)), c + i);
    if (whole == elements) return;
    long at = 4L * whole;
    var rest = Lanes.rest(elements);
    Lanes.store(Lanes.load(a + at, rest).add(Lanes.load(b + at, rest)), c + at, rest);
  }

  /** {@code to +=} elements of the heap. */
  public static void add(float[] from, int offset, long to, int elements) {
    for (int i = 0; i < elements; i++)
      Lanes.set(to + 4L * i, Lanes.get(to + 4L * i) + from[offset + i]);
  }

  /** {@code to = from}, or {@code to +=}. */
  public static void put(long from, long to, boolean add, int elements) {
    if (add) add(from, to, to, elements);
    else Lanes.copy(from, to, elements);
  }

  /** {@code sums[width] = } the sum of {@code rows} rows, four at a time. */
  public static void overRows(long x, int rows, int width, long sums) {
    Lanes.zero(sums, width);
    int fours = Lanes.whole(width) == width ? rows / 4 * 4 : 0;
    for (int row = 0; row < fours; row += 4) addFour(x + 4L * row * width, width, sums);
    for (int row = fours; row < rows; row++) add(sums, x + 4L * row * width, sums, width);
  }

  private static void addFour(long first, int width, long sums) {
    long second = first + 4L * width;
    long third = second + 4L * width;
    long fourth = third + 4L * width;
    for (long i = 0; i < 4L * width; i += 4L * Lanes.COUNT) {
      var upper = Lanes.load(first + i).add(Lanes.load(second + i));
      var lower = Lanes.load(third + i).add(Lanes.load(fourth + i));
      Lanes.store(Lanes.load(sums + i).add(upper.add(lower)), sums + i);
    }
  }
}
