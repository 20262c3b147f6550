package org.denselab.ui;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * The UI asks Vert.x for a server on all addresses of the machine, and has no setting for it: here
 * it gets one on the loopback address.
 */
record Loopback(int port) {
  static final String ADDRESS = "127.0.0.1";

  /** {@code vertx} whose servers listen there, whatever they are told. */
  Vertx of(Vertx vertx) {
    return like(
        Vertx.class,
        vertx,
        (_, method, arguments) -> {
          Object result = call(vertx, method, arguments);
          return result instanceof HttpServer server ? of(server) : result;
        });
  }

  private HttpServer of(HttpServer server) {
    return like(
        HttpServer.class,
        server,
        (proxy, method, arguments) -> {
          if (method.getName().equals("listen")) return listen(server, arguments);
          Object result = call(server, method, arguments);
          return result == server ? proxy : result;
        });
  }

  private HttpServer listen(HttpServer server, Object[] arguments) {
    @SuppressWarnings("unchecked") // the one form that the UI calls
    var told = (Handler<io.vertx.core.AsyncResult<HttpServer>>) arguments[1];
    return server.listen(port, ADDRESS, told);
  }

  private static <T> T like(Class<T> type, T real, java.lang.reflect.InvocationHandler handler) {
    Class<?>[] types = real.getClass().getInterfaces();
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types, handler));
  }

  private static Object call(Object on, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
