package org.sbs.lpm.printer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** A TCP connection whose every step has a time limit, writes included. */
final class TimedConnection implements AutoCloseable {
  private static final int ANSWER_LIMIT_BYTES = 1 << 20;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

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
      await(SelectionKey.OP_CONNECT, deadline, "no answer within " + timeoutMs + " ms");
      connected = channel.finishConnect();
    }
  }

  /** Writes everything; fails when the other side takes nothing for so long. */
  void write(ByteBuffer buffer, int stallMs) throws IOException {
    long deadline = deadline(stallMs);
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) > 0) {
        deadline = deadline(stallMs);
      } else {
        await(SelectionKey.OP_WRITE, deadline, "it took no data for " + stallMs + " ms");
      }
    }
  }

  /**
   * Ends our side and waits until the other side has ended its own. What it says meanwhile is read
   * and dropped.
   *
   * @param required whether it is an error when the other side does not end in time
   */
  void finish(int closeMs, boolean required) throws IOException {
    channel.shutdownOutput();
    long deadline = deadline(closeMs);
    ByteBuffer dropped = ByteBuffer.allocate(4096);
    int total = 0;
    while (total < ANSWER_LIMIT_BYTES) {
      dropped.clear();
      int count = channel.read(dropped);
      if (count < 0) {
        return;
      }
      total += count;
      if (count == 0) {
        try {
          await(SelectionKey.OP_READ, deadline, "it did not close its side in " + closeMs + " ms");
        } catch (SocketTimeoutException e) {
          if (required) {
            throw e;
          }
          return;
        }
      }
    }
    throw new IOException("it answers without end");
  }

  private void await(int operation, long deadline, String timeout) throws IOException {
    key.interestOps(operation);
    long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (leftMs <= 0) {
      throw new SocketTimeoutException(timeout);
    }
    selector.select(leftMs);
    selector.selectedKeys().clear();
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
