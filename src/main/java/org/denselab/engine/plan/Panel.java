package org.denselab.engine.plan;

/** What attention over bf16 has in fp32: for each thread, of one head of one sequence. */
enum Panel {
  QUERY(0),
  KEY(1),
  VALUE(2),
  /** Or the gradient by it. */
  RESULT(3),
  QUERY_GRADIENT(4),
  KEY_GRADIENT(5),
  VALUE_GRADIENT(6);

  private static final int EACH = values().length;

  private final int place;

  Panel(int place) {
    this.place = place;
  }

  /** Scratch for all of them; none where nothing is bf16. */
  static Buffer buffer(Tape tape, String name, int headWidth) {
    long floats = tape.halves().on() ? (long) EACH * headWidth * tape.threads() : 0;
    return tape.buffer(name, new Extent(Extent.Unit.POSITION, floats));
  }

  /** Address of {@code headWidth} floats a token, tokens without gaps. */
  long address(Frame frame, Buffer buffer, Worker worker, int headWidth) {
    long floats = frame.workspace().capacity().longest() * headWidth;
    return frame.address(buffer) + 4 * floats * ((long) EACH * worker.number() + place);
  }
}
