package org.denselab.lexical;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.denselab.base.Progress;
import org.denselab.data.Query;

/** Works through queries on several threads; answers come in the order of the queries. */
final class QueryThreads {
  private QueryThreads() {}

  static <T> List<T> map(
      List<Query> queries, int threads, Progress progress, Function<Query, T> work) {
    if (threads < 1) throw new IllegalArgumentException(threads + " threads");
    var answers = new ArrayList<T>(Collections.nCopies(queries.size(), null));
    var next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i; (i = next.getAndIncrement()) < queries.size(); progress.step(1))
            answers.set(i, work.apply(queries.get(i)));
        };
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < threads; i++) running.add(pool.submit(worker));
      try {
        for (Future<?> one : running) one.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while searching", e);
      } finally {
        next.set(queries.size());
      }
    }
    return answers;
  }
}
