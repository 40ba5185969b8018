package org.sbs.server.health;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads an answer to its end, or as much of it as proves that the server goes on sending. */
final class BoundedBody implements HttpResponse.BodySubscriber<Void> {
  private static final long ENOUGH_BYTES = 64 << 10;

  private final CompletableFuture<Void> read = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private long bytes;

  @Override
  public CompletionStage<Void> getBody() {
    return read;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    if (bytes >= ENOUGH_BYTES) {
      subscription.cancel();
      read.complete(null);
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable e) {
    read.completeExceptionally(e);
  }

  @Override
  public void onComplete() {
    read.complete(null);
  }
}
