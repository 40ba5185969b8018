package org.sbs.lpm.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sbs.lpm.state.Log;

/**
 * Listens on a loopback port for commands. Whoever does not show the token within a bounded time
 * and size is cut off without an answer; more than a few at once are turned away.
 */
public final class ControlServer implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = 256 << 10;
  private static final long REQUEST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int WORKERS = 4;
  private static final int QUEUE = 16;

  private final ServerSocket listener;
  private final Path stateFolder;
  private final byte[] token;
  private final ControlCommands commands;
  private final Log log;
  private final ThreadPoolExecutor workers;

  private ControlServer(
      ServerSocket listener, Path stateFolder, String token, ControlCommands commands, Log log) {
    this.listener = listener;
    this.stateFolder = stateFolder;
    this.token = token.getBytes(StandardCharsets.US_ASCII);
    this.commands = commands;
    this.log = log;
    this.workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> daemon(task, "lpm-control-worker"));
    workers.allowCoreThreadTimeOut(true);
  }

  /** Listens, and writes the file for the commands; when this returns, they are answered. */
  public static ControlServer start(Path stateFolder, ControlCommands commands, Log log)
      throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    ServerSocket listener = new ServerSocket(0, QUEUE, InetAddress.getLoopbackAddress());
    ControlServer server = new ControlServer(listener, stateFolder, token, commands, log);
    daemon(server::accept, "lpm-control").start();
    new ControlFile(listener.getLocalPort(), token).write(stateFolder);
    return server;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        try {
          workers.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
          socket.close();
        }
      } catch (IOException e) {
        if (!listener.isClosed()) {
          log.warn("The control port failed to accept: " + e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      List<String> request = read(socket);
      if (request.isEmpty()) {
        return;
      }
      String[] words = request.get(0).split(" ", 3);
      Reply reply = commands.carryOut(words[2], request.subList(1, request.size()));
      socket.getOutputStream().write(reply.encode().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The other side is gone or too slow; it has had no effect, or does not wait for the answer.
      return;
    } catch (RuntimeException e) {
      log.warn("A command failed by an error in the program: " + e);
    }
  }

  /** The lines of a request with the right token; none for anything else. */
  private List<String> read(Socket socket) throws IOException {
    long deadline = System.nanoTime() + REQUEST_NANOS;
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    boolean trusted = false;
    while (bytes.size() < MAX_REQUEST_BYTES) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (leftMs <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) leftMs);
      int count = in.read(buffer);
      if (count < 0) {
        return List.of();
      }
      bytes.write(buffer, 0, count);
      byte[] soFar = bytes.toByteArray();
      if (!trusted) {
        trusted = startsWithToken(soFar);
        if (!trusted && (soFar.length > 200 || indexOf(soFar, '\n') >= 0)) {
          return List.of();
        }
      }
      if (trusted && endsRequest(soFar)) {
        return new String(soFar, StandardCharsets.UTF_8).strip().lines().toList();
      }
    }
    return List.of();
  }

  private boolean startsWithToken(byte[] request) {
    byte[] head = "LPM1 ".getBytes(StandardCharsets.US_ASCII);
    int end = head.length + token.length;
    return request.length > end
        && request[end] == ' '
        && Arrays.equals(head, Arrays.copyOf(request, head.length))
        && MessageDigest.isEqual(token, Arrays.copyOfRange(request, head.length, end));
  }

  private static boolean endsRequest(byte[] request) {
    int length = request.length;
    return length > 2 && request[length - 1] == '\n' && request[length - 2] == '\n';
  }

  private static int indexOf(byte[] bytes, char wanted) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    ControlFile.delete(stateFolder);
    listener.close();
    workers.shutdown();
  }
}
