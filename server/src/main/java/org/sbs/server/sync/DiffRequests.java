package org.sbs.server.sync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who waits to hear what differs between the nodes. Any thread. */
final class DiffRequests {
  private final List<CompletableFuture<List<FileDifference>>> waiting = new ArrayList<>();
  private boolean whole;

  synchronized CompletableFuture<List<FileDifference>> add(boolean all) {
    whole |= all;
    CompletableFuture<List<FileDifference>> request = new CompletableFuture<>();
    waiting.add(request);
    return request;
  }

  /** Whether one of them wants all files to be read; asked once, before it is looked. */
  synchronized boolean takeWhole() {
    boolean taken = whole;
    whole = false;
    return taken;
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
