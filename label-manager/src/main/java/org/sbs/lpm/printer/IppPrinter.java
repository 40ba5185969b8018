package org.sbs.lpm.printer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.PrinterException.Sent;

/**
 * Prints through IPP (RFC 8011): asks the printer for its state, then sends a job as one Print-Job
 * request. The answer means that the spooler has the whole job, not that paper has come out.
 */
final class IppPrinter implements Printer {
  private static final int MAX_ANSWER_BYTES = 1 << 20;
  private static final int DEFAULT_PORT = 631;
  private static final String STOPPED = "5";

  private final PrinterDefinition.Ipp definition;
  private final URI http;
  private final AtomicInteger requestIds = new AtomicInteger(1);
  private final HttpClient client;

  IppPrinter(PrinterDefinition.Ipp definition) {
    this.definition = definition;
    this.http = httpUri(definition.uri());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofMillis(definition.timeoutMs()))
            .build();
  }

  private static URI httpUri(URI uri) {
    boolean secure = uri.getScheme().equals("ipps") || uri.getScheme().equals("https");
    boolean ippScheme = uri.getScheme().startsWith("ipp");
    int port = uri.getPort() < 0 && ippScheme ? DEFAULT_PORT : uri.getPort();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return URI.create(
        (secure ? "https://" : "http://") + uri.getHost() + (port < 0 ? "" : ":" + port) + path);
  }

  @Override
  public boolean replacesReprints() {
    return false;
  }

  @Override
  public void probe() throws PrinterException {
    try {
      byte[] request =
          request(IppMessage.GET_PRINTER_ATTRIBUTES)
              .attribute(IppMessage.TAG_KEYWORD, "requested-attributes", "printer-state")
              .attribute(IppMessage.TAG_KEYWORD, "", "printer-state-reasons")
              .attribute(IppMessage.TAG_KEYWORD, "", "printer-is-accepting-jobs")
              .end();
      IppMessage.Response answer = exchange(request);
      if (!answer.isSuccess()) {
        throw problem(refusal(answer), Sent.NOTHING, null);
      }
      if (answer.first("printer-is-accepting-jobs", "true").equals("false")) {
        throw problem("it accepts no jobs; tell it to (cupsaccept)", Sent.NOTHING, null);
      }
      if (answer.first("printer-state", "").equals(STOPPED)) {
        throw problem(
            "it is stopped (" + answer.all("printer-state-reasons") + "); start it (cupsenable)",
            Sent.NOTHING,
            null);
      }
    } catch (PrinterException e) {
      throw new PrinterException(e.getMessage(), Sent.NOTHING, e);
    } catch (IOException e) {
      throw problem(e.toString(), Sent.NOTHING, e);
    }
  }

  @Override
  public Delivery open(String jobId, String fileName) throws PrinterException {
    probe();
    return new IppDelivery(jobId + " " + fileName);
  }

  private IppMessage.Request request(int operation) throws IOException {
    return new IppMessage.Request(
        operation, requestIds.getAndIncrement(), definition.uri().toString(), definition.user());
  }

  private IppMessage.Response exchange(byte[] message) throws PrinterException {
    HttpRequest request =
        HttpRequest.newBuilder(http)
            .header("Content-Type", "application/ipp")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message))
            .build();
    BoundedAnswer answer = new BoundedAnswer(MAX_ANSWER_BYTES);
    CompletableFuture<HttpResponse<Void>> future =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArrayConsumer(answer));
    try {
      int status = future.get(definition.timeoutMs(), TimeUnit.MILLISECONDS).statusCode();
      if (status != 200) {
        throw problem(
            "the server answered HTTP " + status, status < 500 ? Sent.NOTHING : Sent.MAYBE, null);
      }
      return IppMessage.read(answer.stream());
    } catch (TimeoutException e) {
      throw problem("no answer within " + definition.timeoutMs() + " ms", Sent.MAYBE, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectException
          || e.getCause() instanceof HttpConnectTimeoutException) {
        throw problem("it cannot be reached; check that it is on and connected", Sent.NOTHING, e);
      }
      throw problem("the request failed: " + e.getCause(), Sent.MAYBE, e);
    } catch (IOException e) {
      throw problem("the answer is no IPP: " + e, Sent.MAYBE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem("the request was interrupted", Sent.MAYBE, e);
    } finally {
      future.cancel(true);
    }
  }

  private static String refusal(IppMessage.Response answer) {
    String message = answer.all("status-message");
    return String.format(
        "it answered with IPP status 0x%04X%s",
        answer.status(), message.isEmpty() ? "" : " (" + message + ")");
  }

  private PrinterException problem(String what, Sent sent, Exception cause) {
    return new PrinterException(
        "Printer " + definition.name() + ", " + definition.uri() + ": " + what + ".", sent, cause);
  }

  private final class IppDelivery implements Delivery {
    private final String jobName;
    private final ByteArrayOutputStream labels = new ByteArrayOutputStream();

    IppDelivery(String jobName) {
      this.jobName = jobName;
    }

    @Override
    public void send(Content label, int number) throws PrinterException {
      try (InputStream stream = label.stream()) {
        stream.transferTo(labels);
      } catch (IOException e) {
        throw problem("the file cannot be read: " + e, Sent.NOTHING, e);
      }
    }

    @Override
    public int finish() throws PrinterException {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      try {
        message.writeBytes(
            request(IppMessage.PRINT_JOB)
                .attribute(IppMessage.TAG_NAME, "job-name", jobName)
                .attribute(IppMessage.TAG_MIME, "document-format", definition.documentFormat())
                .end());
      } catch (IOException e) {
        throw problem(e.toString(), Sent.NOTHING, e);
      }
      message.writeBytes(labels.toByteArray());
      IppMessage.Response answer = exchange(message.toByteArray());
      if (!answer.isSuccess()) {
        throw problem(refusal(answer), Sent.NOTHING, null);
      }
      return 0;
    }

    @Override
    public void close() {
      labels.reset();
    }
  }
}
