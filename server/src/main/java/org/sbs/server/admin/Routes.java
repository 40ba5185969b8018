package org.sbs.server.admin;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is served, by method and path. Built before the first request comes. */
final class Routes {
  private final Map<String, Route> routes = new HashMap<>();

  /** Serves one kind of request. */
  @FunctionalInterface
  interface Route {
    /** Answers, now or later, exactly once; an exception is answered by the caller. */
    void serve(Exchange exchange) throws IOException;
  }

  void get(String path, Route route) {
    routes.put("GET " + path, route);
    // As HTTP has it: the same without the content, which the server leaves out.
    routes.put("HEAD " + path, route);
  }

  void post(String path, Route route) {
    routes.put("POST " + path, route);
  }

  Optional<Route> find(String method, String path) {
    return Optional.ofNullable(routes.get(method + " " + path));
  }
}
