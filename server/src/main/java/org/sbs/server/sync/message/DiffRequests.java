package org.sbs.server.sync.message;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who waits to hear what differs between the nodes. Any thread. */
public final class DiffRequests {
  private final List<CompletableFuture<List<FileDifference>>> waiting = new ArrayList<>();
  private boolean whole;

  public synchronized CompletableFuture<List<FileDifference>> add(boolean all) {
    whole |= all;
    CompletableFuture<List<FileDifference>> request = new CompletableFuture<>();
    waiting.add(request);
    return request;
  }

  /** Whether one of them wants all files to be read; asked once, before it is looked. */
  public synchronized boolean takeWhole() {
    boolean taken = whole;
    whole = false;
    return taken;
  }

  public synchronized boolean isAsked() {
    return !waiting.isEmpty();
  }

  public void answer(List<FileDifference> differences) {
    take().forEach(request -> request.complete(differences));
  }

  public void refuse() {
    IOException why = new IOException("the connection to the secondary ended");
    take().forEach(request -> request.completeExceptionally(why));
  }

  private synchronized List<CompletableFuture<List<FileDifference>>> take() {
    List<CompletableFuture<List<FileDifference>>> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
