package org.denselab.ui;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.denselab.base.BadInput;
import org.denselab.cli.TrainingUi;
import org.denselab.dl4j.Scalar;

/** Each run is a session of the UI, which is fed from memory: the logs are what lasts. */
public final class Deeplearning4jUi implements TrainingUi {
  private final InMemoryStatsStorage storage = new InMemoryStatsStorage();
  private final Map<String, Session> sessions = new HashMap<>();

  @Override
  public String start(int port) {
    Vertx vertx = Vertx.vertx();
    var server = new VertxUIServer();
    server.init(new Loopback(port).of(vertx), vertx.getOrCreateContext());
    Promise<Void> promise = Promise.promise();
    var started = new CompletableFuture<Void>();
    promise
        .future()
        .onComplete(
            result -> {
              if (result.succeeded()) started.complete(null);
              else started.completeExceptionally(result.cause());
            });
    try {
      server.start(promise);
      started.get();
    } catch (ExecutionException e) {
      vertx.close();
      throw new BadInput("-Dport=" + port + ": cannot be served: " + e.getCause().getMessage(), e);
    } catch (Exception e) {
      vertx.close();
      throw new IllegalStateException("the training UI did not start", e);
    }
    server.attach(storage);
    return "http://" + Loopback.ADDRESS + ":" + port;
  }

  @Override
  public void show(String run, List<Scalar> added) {
    Session session = sessions.computeIfAbsent(run, name -> new Session(name, storage));
    Map<Integer, List<Scalar>> steps = new TreeMap<>();
    for (Scalar scalar : added)
      steps.computeIfAbsent(scalar.step(), _ -> new ArrayList<>()).add(scalar);
    steps.values().forEach(session::add);
  }
}
