package org.sbs.server.link;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import jdk.net.ExtendedSocketOptions;

/**
 * A plain socket under TLS that remembers how the other end began, so that whatever is there can be
 * named, and that can be ended from any thread without waiting for anybody: TLS's own close would
 * wait for a peer that does not read.
 */
final class TapSocket extends Socket {
  private static final int REMEMBERED = 64;

  /** A machine that is gone is noticed after about seven seconds of waiting for its word. */
  private static final Map<SocketOption<Integer>, Integer> WATCH =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, 3,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, 1,
          ExtendedSocketOptions.TCP_KEEPCOUNT, 4);

  private final byte[] first = new byte[REMEMBERED];
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private volatile boolean waiting;
  private InputStream tap;
  private OutputStream drain;
  private int heard;
  private boolean aborted;
  private volatile Optional<String> provedKey = Optional.empty();

  /** Sends without waiting for more, and notices in the end that the other machine is gone. */
  void prepare() throws IOException {
    setTcpNoDelay(true);
    setKeepAlive(true);
  }

  /**
   * Notices within seconds that the other machine is gone, where the platform can: its system
   * answers for a process that does not, however busy that is.
   */
  void watchTheOtherMachine() throws IOException {
    for (Map.Entry<SocketOption<Integer>, Integer> option : WATCH.entrySet()) {
      if (supportedOptions().contains(option.getKey())) {
        setOption(option.getKey(), option.getValue());
      }
    }
  }

  /** The first bytes that came, at most {@value #REMEMBERED}; empty while there was none. */
  synchronized byte[] heard() {
    return Arrays.copyOf(first, heard);
  }

  /**
   * Waits for the first TLS record and returns it, up to a length; whoever reads later gets it too.
   * What is no such record, or ends before it is whole, is returned as far as it was looked at.
   */
  byte[] firstRecord(int mostBytes) throws IOException {
    Tap in = (Tap) getInputStream();
    byte[] header = in.ahead(ClientHello.HEADER_BYTES);
    return in.ahead(Math.min(mostBytes, Math.max(header.length, ClientHello.length(header))));
  }

  /** The other end proved the key with that id. */
  void provedBy(Optional<String> keyId) {
    provedKey = keyId;
  }

  /** The id of the pair key that the other end proved; empty before. */
  Optional<String> provedKey() {
    return provedKey;
  }

  /** How much went in and out so far, TLS included. Any thread. */
  BulkCount count() {
    return new BulkCount(sent.get(), received.get(), waiting);
  }

  /** Whether this end cut the connection with {@link #abort}. */
  synchronized boolean isAborted() {
    return aborted;
  }

  /** The other end as address and port. */
  String remote() {
    var address = getInetAddress();
    return address == null ? "nobody" : address.getHostAddress() + ":" + getPort();
  }

  /** Closes at once; the system still delivers what was written, and then says that it is over. */
  void hangUp() {
    try {
      close();
    } catch (IOException e) {
      // Nothing is left to be done about a socket that does not even close.
    }
  }

  /**
   * Closes when the other end has closed, or after a short time: a socket that is closed before all
   * was read takes back what was written, such as TLS's word on why it failed.
   */
  void part(DeadlineTimer watchdog) {
    DeadlineTimer.Guard guard = watchdog.after(Protocol.PARTING, this::abort);
    try {
      shutdownOutput();
      byte[] ignored = new byte[Protocol.MAX_GREETING_BYTES];
      getInputStream().readNBytes(ignored, 0, ignored.length);
    } catch (IOException e) {
      // Then it is over already.
    } finally {
      guard.cancel();
      hangUp();
    }
  }

  /** Closes at once and forgets what was written: for ends that do not read or do not matter. */
  void abort() {
    synchronized (this) {
      aborted = true;
    }
    try {
      setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    hangUp();
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    if (tap == null) {
      tap = new Tap(super.getInputStream());
    }
    return tap;
  }

  @Override
  public synchronized OutputStream getOutputStream() throws IOException {
    if (drain == null) {
      drain = new Drain(super.getOutputStream());
    }
    return drain;
  }

  private final class Drain extends FilterOutputStream {
    Drain(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      sent.incrementAndGet();
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      // Before it is gone: what a full network does not take counts as sent, and does not arrive.
      sent.addAndGet(length);
      out.write(bytes, offset, length);
    }
  }

  private synchronized void remember(byte[] bytes, int offset, int count) {
    int more = Math.min(count, REMEMBERED - heard);
    System.arraycopy(bytes, offset, first, heard, more);
    heard += more;
  }

  private final class Tap extends FilterInputStream {
    // What was looked at and not read yet; one thread at a time reads.
    private byte[] ahead = new byte[0];

    Tap(InputStream in) {
      super(in);
    }

    /** Waits until so many bytes are here, or the end; they are still to be read. */
    byte[] ahead(int count) throws IOException {
      while (ahead.length < count) {
        byte[] more = new byte[count - ahead.length];
        int got = receive(more, 0, more.length);
        if (got < 0) {
          break;
        }
        byte[] both = Arrays.copyOf(ahead, ahead.length + got);
        System.arraycopy(more, 0, both, ahead.length, got);
        ahead = both;
      }
      return Arrays.copyOf(ahead, Math.min(count, ahead.length));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (ahead.length == 0) {
        return receive(bytes, offset, length);
      }
      int count = Math.min(length, ahead.length);
      System.arraycopy(ahead, 0, bytes, offset, count);
      ahead = Arrays.copyOfRange(ahead, count, ahead.length);
      return count;
    }

    private int receive(byte[] bytes, int offset, int length) throws IOException {
      waiting = true;
      int count = super.read(bytes, offset, length);
      waiting = false;
      if (count > 0) {
        received.addAndGet(count);
        remember(bytes, offset, count);
      }
      return count;
    }
  }
}
