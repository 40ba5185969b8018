package org.sbs.server.health;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Gets an HTTP address: a status from 200 to 399 and a whole body, as far as that is read, are a
 * success. A redirection is one too and is not followed. A name that is not known and a certificate
 * that this node does not trust are faults of the check, not of the service.
 */
final class HttpProbe implements HealthProbe {
  private static final int LEAST_GOOD = 200;
  private static final int LEAST_BAD = 400;

  private final URI address;
  private final HostLookup lookup;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  HttpProbe(HealthCheck.Http check) {
    this.address = URI.create(check.url());
    String host = address.getHost();
    this.lookup =
        new HostLookup(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
  }

  @Override
  public CheckOutcome ask(long withinNanos) throws InterruptedException {
    long end = System.nanoTime() + withinNanos;
    try {
      lookup.find(withinNanos);
    } catch (UnknownHostException e) {
      return Causes.unknownName(address.getHost());
    }
    HttpRequest request =
        HttpRequest.newBuilder(address).header("User-Agent", "sbs-health-check").GET().build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, info -> new BoundedBody());
    try {
      int status =
          answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS).statusCode();
      return status >= LEAST_GOOD && status < LEAST_BAD
          ? CheckOutcome.PASSED
          : CheckOutcome.failed(Reason.of(ReasonCode.CHECK_HTTP_STATUS).with("status", status));
    } catch (TimeoutException e) {
      return Causes.late(withinNanos);
    } catch (ExecutionException e) {
      return failure(e.getCause(), withinNanos);
    } finally {
      answer.cancel(true);
    }
  }

  private CheckOutcome failure(Throwable e, long withinNanos) {
    if (e instanceof HttpTimeoutException) {
      return Causes.late(withinNanos);
    }
    if (causedBy(e, UnknownHostException.class)) {
      return Causes.unknownName(address.getHost());
    }
    if (causedBy(e, NoRouteToHostException.class)
        || causedBy(e, BindException.class)
        || causedBy(e, CertificateException.class)) {
      return Causes.notPossible(Causes.words(e));
    }
    if (e instanceof ConnectException) {
      return CheckOutcome.failed(
          Reason.of(ReasonCode.CHECK_NO_CONNECTION)
              .with(
                  "why",
                  e.getMessage() == null ? "connection refused" : Causes.plain(e.getMessage())));
    }
    return e instanceof IOException
        ? Causes.broken(Causes.words(e))
        : Causes.notPossible(Causes.words(e));
  }

  private static boolean causedBy(Throwable e, Class<? extends Throwable> type) {
    Throwable at = e;
    for (int depth = 0; at != null && depth < 10; depth++) {
      if (type.isInstance(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
