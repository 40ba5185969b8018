package org.sbs.lpm.printer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A printer on a TCP port: keeps what each connection brought, and can be told to misbehave. */
public final class ByteSink implements AutoCloseable {
  /** What it does with a connection. */
  public enum Manner {
    /** Reads to the end and closes. */
    GOOD,
    /** Reads a little and resets the connection. */
    RESETS,
    /** Reads nothing and keeps the connection. */
    STALLS,
    /** Reads to the end and never closes its side. */
    KEEPS_OPEN,
    /** Resets each connection at once. */
    TURNS_AWAY
  }

  private final ServerSocket listener;
  private final int port;
  private final List<String> jobs = new CopyOnWriteArrayList<>();
  private final List<Socket> kept = new CopyOnWriteArrayList<>();
  private volatile Manner manner = Manner.GOOD;
  private Optional<DeadPort> dead = Optional.empty();

  public ByteSink() throws IOException {
    this(0);
  }

  public ByteSink(int port) throws IOException {
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.setReceiveBufferSize(4096);
    listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
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

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Manner how = manner;
        Thread thread = new Thread(() -> serve(socket, how), "sink-job");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, Manner how) {
    try {
      InputStream in = socket.getInputStream();
      switch (how) {
        case GOOD -> {
          keep(in.readAllBytes());
          socket.close();
        }
        case RESETS -> {
          keep(in.readNBytes(4));
          socket.setSoLinger(true, 0);
          socket.close();
        }
        case TURNS_AWAY -> {
          socket.setSoLinger(true, 0);
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
    }
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
