package org.sbs.server.link;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Hello;

/** One connection to an address of the peer, up to its Hello, with one deadline for all of it. */
final class OutgoingCall {
  /** How far the call came. */
  enum Stage {
    /** Nobody has accepted it. */
    CONNECTING,
    /** Accepted; by whom is open. */
    CONNECTED,
    /** The other end has proved the pair key. */
    PROVED
  }

  // A web server that waits for the end of what it takes for a request answers to this, and is so
  // told from a frozen peer, which answers to nothing.
  private static final byte[] NUDGE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * How long before the end a peer that said nothing yet is nudged, at most a fifth of the time.
   */
  static final long NUDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final InetSocketAddress address;
  private final Optional<InetAddress> from;
  private final PairIdentity identity;
  private final DeadlineTimer watchdog;
  private final long reachEndNanos;
  private final long endNanos;
  private final long nudgeNanos;
  private final TapSocket socket = new TapSocket();

  private volatile Stage stage = Stage.CONNECTING;
  private volatile boolean timeUp;
  private volatile boolean nudged;
  private volatile boolean unwanted;
  private Frames frames;

  /**
   * Prepares a call.
   *
   * @param address one of the peer's
   * @param from which of this machine's addresses to call from; empty leaves that to the system
   * @param reachEndNanos when it must be accepted at the latest, by {@link System#nanoTime}
   * @param endNanos when it has to be over
   * @param nudgeNanos how long before that a peer that said nothing yet is nudged
   */
  OutgoingCall(
      InetSocketAddress address,
      Optional<InetAddress> from,
      PairIdentity identity,
      DeadlineTimer watchdog,
      long reachEndNanos,
      long endNanos,
      long nudgeNanos) {
    this.address = address;
    this.from = from;
    this.identity = identity;
    this.watchdog = watchdog;
    this.reachEndNanos = reachEndNanos;
    this.endNanos = endNanos;
    this.nudgeNanos = nudgeNanos;
  }

  /**
   * Connects, greets and waits for the greeting. The socket is closed when this throws.
   *
   * @param hello what to say, made when it is said: a handshake with a busy peer takes long
   * @throws IOException when that failed; {@link #stage}, {@link #timeUp} and {@link #socket} tell
   *     more
   */
  Hello greet(Supplier<Frame> hello) throws IOException {
    long leftNanos = leftNanos();
    DeadlineTimer.Guard deadline = watchdog.after(leftNanos, this::giveUp);
    DeadlineTimer.Guard reach = watchdog.after(reachEndNanos - System.nanoTime(), this::notReached);
    DeadlineTimer.Guard nudge = watchdog.after(leftNanos - nudgeNanos, this::nudge);
    boolean good = false;
    try {
      PairIdentity.Call call = identity.call();
      connect();
      SSLSocket tls = identity.client(socket, call);
      tls.startHandshake();
      stage = Stage.PROVED;
      socket.provedBy(identity.proved(tls));
      if (unwanted) {
        throw new IOException("it is not wanted any more");
      }
      frames = Frames.on(tls);
      frames.write(hello.get());
      frames.flush();
      Hello answer = Handshake.expect(frames.read(Protocol.MAX_GREETING_BYTES));
      good = deadline.cancel();
      if (!good) {
        throw new SocketTimeoutException("its time was up");
      }
      return answer;
    } finally {
      reach.cancel();
      nudge.cancel();
      deadline.cancel();
      if (!good) {
        socket.part(watchdog);
      }
    }
  }

  Stage stage() {
    return stage;
  }

  /** Whether the call failed because its time was up. */
  boolean timeUp() {
    return timeUp;
  }

  /**
   * Whether the other end was nudged. A peer that is only slow takes that for bad TLS and says so:
   * what it says then tells nothing of who it is.
   */
  boolean nudged() {
    return nudged;
  }

  /**
   * Ends the call, for the peer was reached elsewhere. One that was accepted is ended only when the
   * other end has proved the key: the peer would take it for a stranger's.
   */
  void unwanted() {
    unwanted = true;
    notReached();
  }

  TapSocket socket() {
    return socket;
  }

  /** Where it goes. */
  InetAddress address() {
    return address.getAddress();
  }

  /** The conversation after the greetings. */
  Frames frames() {
    return frames;
  }

  private void connect() throws IOException {
    if (from.isPresent()) {
      bind(from.get());
    }
    socket.connect(address);
    stage = Stage.CONNECTED;
    socket.prepare();
    socket.watchTheOtherMachine();
  }

  private void bind(InetAddress from) throws IOException {
    try {
      socket.bind(new InetSocketAddress(from, 0));
    } catch (IOException e) {
      throw new IOException(
          "this machine's own address " + from.getHostAddress() + " is not up", e);
    }
  }

  private long leftNanos() {
    return endNanos - System.nanoTime();
  }

  /** Its time is up, or nobody wants its answer any more. */
  void giveUp() {
    timeUp = true;
    socket.abort();
  }

  private void notReached() {
    if (stage == Stage.CONNECTING) {
      giveUp();
    }
  }

  private void nudge() {
    if (stage == Stage.CONNECTED && socket.heard().length == 0) {
      nudged = true;
      try {
        OutputStream out = socket.getOutputStream();
        out.write(NUDGE);
      } catch (IOException e) {
        // The call itself fails of the same.
      }
    }
  }
}
