package org.sbs.server.sync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who waits to hear what differs between the nodes. Any thread. */
final class DiffRequests {
  private final List<CompletableFuture<List<FileDifference>>> waiting = new ArrayList<>();

  synchronized CompletableFuture<List<FileDifference>> add() {
    CompletableFuture<List<FileDifference>> request = new CompletableFuture<>();
    waiting.add(request);
    return request;
  }

  synchronized boolean isAsked() {
    return !waiting.isEmpty();
  }

  void answer(List<FileDifference> differences) {
    take().forEach(request -> request.complete(differences));
  }

  void refuse() {
    IOException why = new IOException("the connection to the secondary ended");
    take().forEach(request -> request.completeExceptionally(why));
  }

  private synchronized List<CompletableFuture<List<FileDifference>>> take() {
    List<CompletableFuture<List<FileDifference>>> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
