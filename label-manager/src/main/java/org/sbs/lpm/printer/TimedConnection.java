package org.sbs.lpm.printer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A TCP connection to a printer. Whoever waits on it is asked every second whether to go on: a
 * printer that takes nothing is waited for as long as the connection is open.
 */
final class TimedConnection implements AutoCloseable {
  private static final int ANSWER_LIMIT_BYTES = 64 << 10;
  private static final int TURN_MS = 1000;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer received = ByteBuffer.allocate(4096);
  private boolean reset;

  /** What is told while nothing moves. */
  interface Waiting {
    /** Something has moved. */
    void moved();

    /** Nothing has moved for another second or so; false to give up. */
    boolean goesOn();
  }

  private TimedConnection(SocketChannel channel, Selector selector, SelectionKey key) {
    this.channel = channel;
    this.selector = selector;
    this.key = key;
  }

  static TimedConnection open(String host, int port, int timeoutMs) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException("the host name is unknown");
    }
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      Selector selector = Selector.open();
      TimedConnection connection =
          new TimedConnection(channel, selector, channel.register(selector, 0));
      try {
        connection.connect(address, timeoutMs);
        return connection;
      } catch (IOException e) {
        connection.close();
        throw e;
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void connect(InetSocketAddress address, int timeoutMs) throws IOException {
    long deadline = deadline(timeoutMs);
    boolean connected = channel.connect(address);
    while (!connected) {
      if (!await(SelectionKey.OP_CONNECT, deadline)) {
        throw new SocketTimeoutException("no answer within " + timeoutMs + " ms");
      }
      connected = finishConnect();
    }
  }

  /**
   * A printer that resets a connection as soon as it has taken it may do so before this side has
   * noticed that it was taken.
   */
  private boolean finishConnect() throws IOException {
    try {
      return channel.finishConnect();
    } catch (ConnectException | NoRouteToHostException e) {
      throw e;
    } catch (SocketException e) {
      reset = true;
      return true;
    }
  }

  /** Whether the other side ends or breaks a connection on which nothing was sent yet. */
  boolean isTurnedAway(int withinMs) {
    try {
      return reset || (await(SelectionKey.OP_READ, deadline(withinMs)) && receive() < 0);
    } catch (IOException e) {
      return true;
    }
  }

  /** Writes everything, however long the other side takes nothing. */
  void write(ByteBuffer buffer, Waiting waiting) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) > 0) {
        waiting.moved();
      } else if (!await(SelectionKey.OP_WRITE, deadline(TURN_MS)) && !waiting.goesOn()) {
        throw new InterruptedIOException("the job is not waited for any more");
      }
    }
  }

  /**
   * Asks something and reads the answer.
   *
   * @param complete whether what has come is a whole answer
   * @return what has come until then, or until the time is over
   */
  byte[] ask(byte[] question, int timeoutMs, Predicate<byte[]> complete) throws IOException {
    long deadline = deadline(timeoutMs);
    dropReceived();
    ByteBuffer buffer = ByteBuffer.wrap(question);
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) == 0 && !await(SelectionKey.OP_WRITE, deadline)) {
        // It cannot be taken back: the rest must follow, or the next label begins inside of it.
        deadline = deadline(timeoutMs);
      }
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (!complete.test(answer.toByteArray()) && answer.size() < ANSWER_LIMIT_BYTES) {
      received.clear();
      int count = channel.read(received);
      if (count < 0) {
        throw new EOFException("the printer closed the connection");
      }
      answer.write(received.array(), 0, count);
      boolean isOver = deadline - System.nanoTime() < 0;
      if (isOver || (count == 0 && !await(SelectionKey.OP_READ, deadline))) {
        break;
      }
    }
    return answer.toByteArray();
  }

  private void dropReceived() throws IOException {
    int count = receive();
    for (int total = 0; count > 0 && total < ANSWER_LIMIT_BYTES; total += count) {
      count = receive();
    }
    if (count < 0) {
      throw new EOFException("the printer closed the connection");
    }
  }

  private int receive() throws IOException {
    received.clear();
    return channel.read(received);
  }

  /** Lets some time pass; ends early when the other side says or ends something. */
  void rest(int ms) throws IOException {
    await(SelectionKey.OP_READ, deadline(ms));
  }

  /** Says that nothing more comes from our side. */
  void endOurSide() throws IOException {
    channel.shutdownOutput();
  }

  /**
   * Waits until the other side has ended its own. What it says meanwhile is read and dropped.
   *
   * @param waiting asked every second
   * @return false if it was not waited for to the end
   */
  boolean awaitEnd(Waiting waiting) throws IOException {
    long turn = deadline(TURN_MS);
    while (true) {
      int count = receive();
      if (count < 0) {
        return true;
      }
      boolean isSilent = count == 0 && !await(SelectionKey.OP_READ, turn);
      // One that talks all the time is not listened to for ever.
      if (isSilent || turn - System.nanoTime() < 0) {
        if (!waiting.goesOn()) {
          return false;
        }
        turn = deadline(TURN_MS);
      }
    }
  }

  private boolean await(int operation, long deadline) throws IOException {
    key.interestOps(operation);
    long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    boolean ready = leftMs > 0 ? selector.select(leftMs) > 0 : selector.selectNow() > 0;
    selector.selectedKeys().clear();
    return ready;
  }

  private static long deadline(int fromNowMs) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(fromNowMs);
  }

  /** Ends the connection at once; never throws. */
  @Override
  public void close() {
    try (selector;
        channel) {
      key.cancel();
    } catch (IOException e) {
      // The connection is gone either way.
    }
  }
}
