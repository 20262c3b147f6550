package org.denselab.dense;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the next of a series while the caller works on the one before. */
final class OneAhead<T> implements AutoCloseable {
  private final Callable<T> source;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("one ahead").factory());
  private Future<T> next;

  /**
   * @param source called on a thread of its own, never twice at a time; null ends the series
   */
  OneAhead(Callable<T> source) {
    this.source = source;
    next = thread.submit(source);
  }

  /**
   * The next one, null at the end.
   *
   * @throws IOException and what else {@code source} throws
   */
  T next() throws IOException {
    try {
      T made = next.get();
      if (made != null) next = thread.submit(source);
      return made;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) throw cause;
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      if (e.getCause() instanceof Error cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the thread is done with what it is at. */
  @Override
  public void close() {
    thread.close();
  }
}
