package org.denselab.engine.plan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed pool that walks a list of steps in lock step: its threads take a step's items one by one,
 * and wait for each other before the next group. The caller sleeps meanwhile: oneDNN's setting of
 * one thread must not reach the caller's other products.
 */
final class Workers implements AutoCloseable {
  private static final VarHandle ITEMS = MethodHandles.arrayElementVarHandle(int[].class);

  /** A walk over steps, handed to every thread at once. */
  private record Walk(List<Step> steps, Frame frame, CountDownLatch done) {}

  private final Thread[] threads;
  private final Barrier barrier;
  private final ProductLibrary products;
  private int[] taken = new int[0];
  private volatile Walk walk;
  private volatile Throwable failure;
  private volatile boolean closed;

  /**
   * @param products what multiplies
   */
  Workers(int count, ProductLibrary products) {
    this.products = products;
    barrier = new Barrier(count);
    threads = new Thread[count];
    for (int i = 0; i < count; i++) {
      int number = i;
      threads[i] = Thread.ofPlatform().daemon().name("plan-" + i).start(() -> live(number));
    }
  }

  /** Runs the steps in order; returns when all are done. */
  void run(List<Step> steps, Frame frame) {
    if (steps.isEmpty()) return;
    if (taken.length < steps.size()) taken = new int[steps.size()];
    Arrays.fill(taken, 0);
    barrier.reset();
    failure = null;
    var next = new Walk(steps, frame, new CountDownLatch(threads.length));
    walk = next;
    for (Thread thread : threads) LockSupport.unpark(thread);
    awaitUninterruptibly(next.done());
    if (failure instanceof RuntimeException e) throw e;
    if (failure instanceof Error e) throw e;
    if (failure != null) throw new IllegalStateException(failure);
  }

  private static void awaitUninterruptibly(CountDownLatch done) {
    boolean interrupted = false;
    while (true)
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void live(int number) {
    Walk last = null;
    Worker worker = null;
    while (!closed) {
      Walk next = walk;
      if (next == last || next == null) {
        LockSupport.park(this);
        continue;
      }
      last = next;
      try {
        if (worker == null) worker = new Worker(number, products);
        follow(next, worker);
      } catch (Throwable e) {
        failure = e;
        barrier.abandon();
      }
      next.done().countDown();
    }
    if (worker != null) worker.close();
  }

  private void follow(Walk now, Worker worker) {
    for (int s = 0; s < now.steps().size(); s++) {
      Step step = now.steps().get(s);
      if (s > 0 && !step.beside() && !barrier.await()) return;
      int items = step.split().items(now.frame().packing());
      for (int item; (item = (int) ITEMS.getAndAdd(taken, s, 1)) < items; )
        step.body().run(now.frame(), worker, item);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) LockSupport.unpark(thread);
    for (Thread thread : threads)
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
  }
}
