package org.sbs.server.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * A request and its answer, which is given once, by any thread. Method, path, headers and
 * parameters are those that were sent; no header changes the method.
 */
final class Exchange {
  static final String JSON = "application/json";
  private static final String TEXT = "text/plain;charset=utf-8";

  private final Request request;
  private final Response response;
  private final Callback done;
  private final String path;
  private final AtomicBoolean answered = new AtomicBoolean();

  // Read on the first need, on the thread that serves the request.
  private Optional<Fields> parameters = Optional.empty();
  private volatile Runnable afterwards = () -> {};

  Exchange(Request request, Response response, Callback done) {
    this.request = request;
    this.response = response;
    this.done = done;
    this.path = Request.getPathInContext(request);
  }

  ConnectionMetaData connection() {
    return request.getConnectionMetaData();
  }

  String method() {
    return request.getMethod();
  }

  String path() {
    return path;
  }

  /** A header; null where there is none. */
  String header(String name) {
    return request.getHeaders().get(name);
  }

  /** A cookie; empty where there is none. */
  Optional<String> cookie(String name) {
    for (HttpCookie cookie : Request.getCookies(request)) {
      if (cookie.getName().equals(name)) {
        return Optional.of(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  /** A header of the answer. */
  void header(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /** Whether the parameters behind the path can be read. */
  boolean hasParameters() {
    if (parameters.isEmpty()) {
      try {
        parameters = Optional.of(Request.extractQueryParameters(request));
      } catch (RuntimeException e) {
        return false;
      }
    }
    return true;
  }

  /** The first of that name; empty where there is none, or none can be read. */
  Optional<String> parameter(String name) {
    return hasParameters() ? parameters.map(fields -> fields.getValue(name)) : Optional.empty();
  }

  boolean isTrue(String parameter) {
    return parameter(parameter).filter("true"::equals).isPresent();
  }

  /** What the request carries, a text in UTF-8. {@link RequestGuard} has looked at its length. */
  String body() throws IOException {
    try (InputStream content = Request.asInputStream(request)) {
      return new String(
          content.readNBytes((int) RequestGuard.MOST_CONTENT_BYTES), StandardCharsets.UTF_8);
    }
  }

  /** Runs that when the answer was written, or could not be. */
  void whenAnswered(Runnable action) {
    afterwards = action;
  }

  /** Answers with a sentence for people. */
  void answer(int status, String sentence) {
    answer(status, TEXT, sentence);
  }

  /** Begins an answer that goes on: parts follow, and only {@link #cut} ends it. */
  void beginStream(String type) {
    answered.set(true);
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
  }

  /** Sends a part, when that before it was sent. */
  void stream(String part, Callback sent) {
    Content.Sink.write(response, false, part, sent);
  }

  /** Ends it, whatever was sent. */
  void cut() {
    done.failed(new IOException("the page is cut"));
    connection().getConnection().getEndPoint().close();
  }

  /** Answers, unless it was done. */
  void answer(int status, String type, String content) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    Content.Sink.write(response, true, content, Callback.from(done, () -> afterwards.run()));
  }
}
