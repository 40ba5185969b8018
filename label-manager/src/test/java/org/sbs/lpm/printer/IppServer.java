package org.sbs.lpm.printer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An IPP printer over real HTTP, which decodes by itself what it gets (RFC 8010). */
final class IppServer implements AutoCloseable {
  private final HttpServer server;
  private Optional<DeadPort> dead = Optional.empty();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int state = 3;
  private volatile boolean accepting = true;
  private volatile int printStatus;
  private volatile int httpStatus = 200;
  private volatile boolean garbage;
  private volatile boolean silent;

  private volatile List<Integer> jobStates = List.of();
  private final java.util.concurrent.atomic.AtomicInteger asked =
      new java.util.concurrent.atomic.AtomicInteger();
  private volatile List<String> formats = List.of();
  private final Map<String, Integer> queue = new java.util.concurrent.ConcurrentHashMap<>();
  private volatile int queueStatus;
  private final java.util.concurrent.atomic.AtomicInteger breaks =
      new java.util.concurrent.atomic.AtomicInteger();

  /** It has a job of that name, in that state. */
  void has(String jobName, int jobState) {
    queue.put(jobName, jobState);
  }

  /** Its queue is not told; it answers that instead. */
  void tellsNoQueue(int ippStatus) {
    queueStatus = ippStatus;
  }

  /** So many next jobs are taken and printed, and the answers are lost. */
  void losesAnswers(int count) {
    breaks.set(count);
  }

  /** A job gets a number, and is told to be in these states, one after another. */
  void jobStates(Integer... states) {
    asked.set(0);
    jobStates = List.of(states);
  }

  void knows(String... documentFormats) {
    formats = List.of(documentFormats);
  }

  int timesAsked() {
    return asked.get();
  }

  /** A decoded request. */
  record Request(
      String path,
      String type,
      int version,
      int operation,
      Map<String, String> attributes,
      String document) {}

  IppServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String uri() {
    return "ipp://127.0.0.1:" + server.getAddress().getPort() + "/printers/dock";
  }

  List<Request> requests() {
    return requests;
  }

  List<Request> jobs() {
    return requests.stream().filter(request -> request.operation == 2).toList();
  }

  void printerState(int wanted, boolean accepts) {
    state = wanted;
    accepting = accepts;
  }

  void answerJobs(int ippStatus) {
    printStatus = ippStatus;
  }

  void answerHttp(int status) {
    httpStatus = status;
  }

  void answerGarbage() {
    garbage = true;
  }

  void answerNothingToJobs() {
    silent = true;
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request = decode(exchange);
    requests.add(request);
    if (silent && request.operation == 2) {
      return;
    }
    if (request.operation == 2 && breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      has(request.attributes.get("job-name").substring(3), 9);
      exchange.getRequestBody().close();
      exchange.close();
      return;
    }
    byte[] body = garbage ? "<html>".repeat(100).getBytes(StandardCharsets.UTF_8) : answer(request);
    exchange.sendResponseHeaders(httpStatus, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Request decode(HttpExchange exchange) throws IOException {
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()));
    int version = in.readUnsignedShort();
    int operation = in.readUnsignedShort();
    in.readInt();
    Map<String, String> attributes = new LinkedHashMap<>();
    String last = "";
    for (int tag = in.readUnsignedByte(); tag != 3; tag = in.readUnsignedByte()) {
      if (tag < 0x10) {
        continue;
      }
      String name = new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
      String value = new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
      last = name.isEmpty() ? last : name;
      attributes.merge(last, Integer.toHexString(tag) + ":" + value, (a, b) -> a + "," + b);
    }
    return new Request(
        exchange.getRequestURI().getPath(),
        exchange.getRequestHeaders().getFirst("Content-Type"),
        version,
        operation,
        attributes,
        new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  private byte[] answer(Request request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(0x0101);
    out.writeShort(
        request.operation == 2 ? printStatus : request.operation == 0x0A ? queueStatus : 0);
    out.writeInt(1);
    out.writeByte(1);
    attribute(out, 0x47, "attributes-charset", "utf-8".getBytes(StandardCharsets.US_ASCII));
    attribute(out, 0x41, "status-message", "as told".getBytes(StandardCharsets.US_ASCII));
    if (request.operation == 0x0A) {
      queue(out, request.attributes.get("which-jobs").endsWith("not-completed"));
    } else if (!jobStates.isEmpty() && request.operation != 0x0B) {
      int now = jobStates.get(Math.min(asked.getAndIncrement(), jobStates.size() - 1));
      out.writeByte(2);
      attribute(out, 0x21, "job-id", new byte[] {0, 0, 0, 7});
      attribute(out, 0x23, "job-state", new byte[] {0, 0, 0, (byte) now});
      attribute(out, 0x44, "job-state-reasons", "told".getBytes(StandardCharsets.US_ASCII));
    }
    out.writeByte(4);
    for (int i = 0; i < formats.size(); i++) {
      attribute(
          out,
          0x49,
          i == 0 ? "document-format-supported" : "",
          formats.get(i).getBytes(StandardCharsets.US_ASCII));
    }
    attribute(out, 0x23, "printer-state", new byte[] {0, 0, 0, (byte) state});
    for (String reason : new ArrayList<>(List.of("media-empty-error", "paused"))) {
      attribute(
          out,
          0x44,
          reason.startsWith("media") ? "printer-state-reasons" : "",
          reason.getBytes(StandardCharsets.US_ASCII));
    }
    attribute(out, 0x22, "printer-is-accepting-jobs", new byte[] {(byte) (accepting ? 1 : 0)});
    out.writeByte(3);
    return bytes.toByteArray();
  }

  private void queue(DataOutputStream out, boolean open) throws IOException {
    for (Map.Entry<String, Integer> job : queue.entrySet()) {
      if (job.getValue() < 7 == open) {
        out.writeByte(2);
        attribute(out, 0x21, "job-id", new byte[] {0, 0, 0, 7});
        attribute(out, 0x42, "job-name", job.getKey().getBytes(StandardCharsets.UTF_8));
        attribute(out, 0x23, "job-state", new byte[] {0, 0, 0, job.getValue().byteValue()});
        attribute(out, 0x44, "job-state-reasons", "told".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static void attribute(DataOutputStream out, int tag, String name, byte[] value)
      throws IOException {
    out.writeByte(tag);
    out.writeShort(name.length());
    out.writeBytes(name);
    out.writeShort(value.length);
    out.write(value);
  }

  /** Its port answers nothing from now on, and is nobody else's. */
  void switchOff() throws IOException {
    server.stop(0);
    dead = Optional.of(new DeadPort(server.getAddress().getPort()));
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    if (dead.isPresent()) {
      dead.get().close();
    }
  }
}
