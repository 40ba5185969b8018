package org.sbs.lpm.printer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A printer on a TCP port: keeps what each connection brought, and can be told to misbehave. */
public final class ByteSink implements AutoCloseable {
  /** What it does with a connection. */
  public enum Manner {
    /** Reads to the end and closes. */
    GOOD,
    /** Reads a little and resets the connection. */
    RESETS,
    /** Talks all the time, and nothing that anybody understands; reads to the end and closes. */
    BABBLES,
    /** Reads nothing and keeps the connection. */
    STALLS,
    /** Reads to the end and never closes its side. */
    KEEPS_OPEN,
    /** Reads no job until it is told to, and then like a good one. */
    HOLDS,
    /** Resets each connection at once. */
    TURNS_AWAY,
    /** Resets the connection that follows on one without a job; serves one at a time. */
    RESTS
  }

  /** How LPrint asks a Zebra, on a connection without a job, and how one answers that is well. */
  private static final Map<String, String> ANSWERS =
      Map.of(
          "~HS\n",
          FakeZebra.line("030,0,0,1245,000,0,0,0,000,0,0,0")
              + FakeZebra.line("000,0,0,0,0,2,4,0,00000000,1,000")
              + FakeZebra.line("1234,0"),
          "~HQES\n",
          FakeZebra.line(
              String.join(
                  "\r\n",
                  "",
                  " PRINTER STATUS",
                  " ERRORS:   0 00000000 00000000",
                  " WARNINGS: 0 00000000 00000000",
                  "")));

  private final ServerSocket listener;
  private final int port;
  private final List<String> jobs = new CopyOnWriteArrayList<>();
  private final List<Socket> kept = new CopyOnWriteArrayList<>();
  private volatile Manner manner = Manner.GOOD;
  private boolean rested = true;
  private final AtomicInteger holds = new AtomicInteger();
  private volatile CountDownLatch holding = new CountDownLatch(1);
  private Optional<DeadPort> dead = Optional.empty();

  public ByteSink() throws IOException {
    this(0);
  }

  public ByteSink(int port) throws IOException {
    this(InetAddress.getLoopbackAddress(), port);
  }

  public ByteSink(InetAddress address, int port) throws IOException {
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.setReceiveBufferSize(4096);
    listener.bind(new java.net.InetSocketAddress(address, port));
    this.port = listener.getLocalPort();
    Thread thread = new Thread(this::accept, "sink");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return port;
  }

  public void behave(Manner wanted) {
    manner = wanted;
  }

  /** What the connections brought that brought anything, in order. */
  public List<String> jobs() {
    return jobs;
  }

  /** How many jobs have begun to come that were to wait. */
  public int holds() {
    return holds.get();
  }

  /** Lets it read what it holds up, and behave well from now on. */
  public void release() {
    manner = Manner.GOOD;
    holding.countDown();
    holding = new CountDownLatch(1);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Manner how = manner;
        CountDownLatch until = holding;
        if (how == Manner.RESTS) {
          serve(socket, how, until);
          continue;
        }
        Thread thread = new Thread(() -> serve(socket, how, until), "sink-job");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, Manner how, CountDownLatch until) {
    try {
      InputStream in = socket.getInputStream();
      switch (how) {
        case GOOD, HOLDS -> {
          String head = line(in);
          for (; ANSWERS.containsKey(head); head = line(in)) {
            socket.getOutputStream().write(ANSWERS.get(head).getBytes(StandardCharsets.US_ASCII));
          }
          if (how == Manner.HOLDS && !head.isEmpty()) {
            holds.incrementAndGet();
            until.await();
          }
          keep((head + text(in.readAllBytes())).getBytes(StandardCharsets.ISO_8859_1));
          socket.close();
        }
        case RESETS -> {
          keep(in.readNBytes(4));
          socket.setSoLinger(true, 0);
          socket.close();
        }
        case BABBLES -> {
          Thread thread = new Thread(() -> babble(socket), "sink-babble");
          thread.setDaemon(true);
          thread.start();
          keep(in.readAllBytes());
          socket.close();
        }
        case TURNS_AWAY -> {
          socket.setSoLinger(true, 0);
          socket.close();
        }
        case RESTS -> {
          byte[] job = rested ? in.readAllBytes() : new byte[0];
          socket.setSoLinger(!rested, 0);
          rested = !rested || job.length > 0;
          keep(job);
          socket.close();
        }
        case STALLS -> kept.add(socket);
        case KEEPS_OPEN -> {
          keep(in.readAllBytes());
          kept.add(socket);
        }
      }
    } catch (IOException e) {
      keep(new byte[0]);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void babble(Socket socket) {
    byte[] beginnings = "\2".repeat(4096).getBytes(StandardCharsets.US_ASCII);
    try {
      while (!socket.isClosed()) {
        socket.getOutputStream().write(beginnings);
      }
    } catch (IOException e) {
      // The other side has heard enough, or the job is over.
      return;
    }
  }

  /** A line, or so much that it is none that a printer answers; empty at the end. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < 10 && !line.toString().endsWith("\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void keep(byte[] job) {
    if (job.length > 0) {
      jobs.add(new String(job, StandardCharsets.UTF_8));
    }
  }

  /** Ends the connections that are kept open. */
  public void closeKept() throws IOException {
    for (Socket socket : kept) {
      socket.close();
    }
  }

  /** Like a printer that is switched off: its port answers nothing, and is nobody else's. */
  public void switchOff() throws IOException {
    close();
    dead = Optional.of(new DeadPort(port()));
  }

  @Override
  public void close() throws IOException {
    listener.close();
    closeKept();
    if (dead.isPresent()) {
      dead.get().close();
    }
  }
}
