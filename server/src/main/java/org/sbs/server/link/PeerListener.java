package org.sbs.server.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.PeerView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the pair's port: lets the peer in and turns everybody else away (R1.5, R10.1, R10.3).
 *
 * <p>Who is not the peer costs a bounded number of connections for a bounded time, is logged once,
 * and reaches none of the {@link LinkEvents}. Closing the listener ends the port and the
 * connections that have not greeted; links that were handed over live on until their own end.
 */
public final class PeerListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);
  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final PairIdentity identity;
  private final String nodeId;
  private final LinkContext context;
  private final FactsSource facts;
  private final Admission admission = new Admission();
  private final PreauthFilter preauth;
  private final RejectionLog strangers = new RejectionLog(LOG::warn, System::nanoTime);
  private final Thread acceptor;
  private final Deque<ControlLink> links = new ArrayDeque<>(); // guarded by itself

  /** From where the pair key was proved: few, because nobody else can add one. */
  private final Set<InetAddress> proved = ConcurrentHashMap.newKeySet();

  /**
   * Binds the port and listens from now on; events may come before this returns.
   *
   * @param address this node's own address, or the wildcard, and the port; 0 takes a free one
   * @param nodeId this node's id, by which it recognises itself
   * @param facts what the peer is told when it checks the pair
   * @param known what this node knows of the pair's numbers, asked for when a message has come
   * @throws CannotListenException when the port is taken or the address not up
   */
  public PeerListener(
      InetSocketAddress address,
      PairIdentity identity,
      String nodeId,
      LinkEvents events,
      LinkTimes times,
      FactsSource facts,
      Supplier<Known> known)
      throws CannotListenException {
    this.facts = facts;
    this.identity = identity;
    this.nodeId = nodeId;
    preauth = new PreauthFilter(identity);
    context =
        new LinkContext(
            events,
            times,
            new DeadlineTimer("sbs-link-limits"),
            new Sessions(),
            known,
            identity::note,
            from -> admission.latest(from).map(TapSocket::count));
    try {
      server = new TapServerSocket();
    } catch (IOException e) {
      throw CannotListenException.of(address, e);
    }
    try {
      server.setReuseAddress(true); // Else a restart would wait for connections of the dead one.
      server.bind(address, BACKLOG);
    } catch (IOException e) {
      closeServer();
      throw CannotListenException.of(address, e);
    }
    acceptor = thread("sbs-link-accept-" + port(), this::acceptAll);
    acceptor.start();
  }

  /** The port that is served. */
  public int port() {
    return server.getLocalPort();
  }

  /** Frees the port, and cuts the connections that have not greeted. */
  @Override
  public void close() {
    closeServer();
    admission.all().forEach(TapSocket::abort);
    try {
      // The system holds the port until the thread that waits for a connection has noticed.
      acceptor.join(Protocol.ACCEPT_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeServer() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("Closing port {} failed", server.getLocalPort(), e);
    }
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        TapSocket socket = (TapSocket) server.accept();
        admission.admit(socket).ifPresent(this::cutForRoom);
        begin(socket);
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("No connection could be accepted on port {}; trying on", port(), e);
          pause();
        }
      }
    }
    admission.all().forEach(TapSocket::abort);
  }

  private void begin(TapSocket socket) throws IOException {
    try {
      thread("sbs-link-in-" + socket.remote(), () -> receive(socket)).start();
    } catch (OutOfMemoryError e) {
      // The system gives this process no further thread now; the port is served on.
      admission.leave(socket);
      socket.abort();
      throw new IOException("no thread for a connection", e);
    }
  }

  /** Out of file handles, say: the next attempt would fail at once, and thousands of times. */
  private static void pause() {
    try {
      Thread.sleep(Protocol.ACCEPT_PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cutForRoom(TapSocket socket) {
    strangers.write(
        socket.getInetAddress(),
        RejectedConnection.CROWD,
        socket.remote() + " was cut: too many connections that have not greeted.");
    socket.abort();
  }

  private void receive(TapSocket socket) {
    try {
      new InboundHandshake(socket, identity, nodeId, context, facts)
          .receive(new HandshakeHost(socket));
    } catch (RuntimeException e) {
      LOG.error("The connection of {} failed within this node", socket.remote(), e);
      socket.abort();
    } finally {
      admission.leave(socket);
    }
  }

  /** Keeps the number of open links bounded: the oldest that was not accepted has to go. */
  private void makeRoomFor(ControlLink link) {
    Optional<ControlLink> leaver = Optional.empty();
    synchronized (links) {
      links.removeIf(open -> open.state() == LinkState.ENDED);
      links.add(link);
      if (links.size() > Protocol.MAX_LINKS) {
        leaver =
            links.stream()
                .filter(open -> open.state().compareTo(LinkState.ACCEPTED) < 0)
                .findFirst();
      }
    }
    leaver.ifPresent(oldest -> oldest.close(Reason.of(ReasonCode.LINK_TOO_MANY)));
  }

  /** Whether a link from that address waits for its bulk connection. */
  private boolean isBulkAwaited(InetAddress from) {
    synchronized (links) {
      return links.stream().anyMatch(link -> link.address().equals(from) && link.awaitsBulk());
    }
  }

  /** Hands a connection on, once it is clear whose it is. */
  private final class HandshakeHost implements InboundHandshake.Host {
    private final TapSocket socket;

    /** When it came: by its end that link may have ended too. */
    private final boolean mayBringBulk;

    HandshakeHost(TapSocket socket) {
      this.socket = socket;
      this.mayBringBulk = isBulkAwaited(socket.getInetAddress());
    }

    @Override
    public boolean showsToken(byte[] firstRecord) {
      return preauth.isPeers(firstRecord);
    }

    @Override
    public void known(Admission.Stage stage) {
      admission.advance(socket, stage).ifPresent(PeerListener.this::cutForRoom);
    }

    @Override
    public void asking(ControlLink link, PeerView peer, Optional<KeyNote> keys) {
      proved.add(socket.getInetAddress());
      admission.leave(socket);
      makeRoomFor(link);
      link.serve(peer, keys);
    }

    @Override
    public void bulk(ControlLink control, BulkChannel channel) {
      admission.leave(socket);
      control.tellBulkOpened(channel);
    }

    @Override
    public void turnedAway(RejectedConnection.Finding finding) {
      boolean lostCall = mayBringBulk && finding.kind().mayBeLostCall();
      // A call that the peer gave up in the midst, as when the network was cut: its key is right.
      boolean brokenOff =
          finding.kind() == RejectedConnection.BROKEN_OFF_TLS
              && proved.contains(socket.getInetAddress());
      if (lostCall || brokenOff) {
        LOG.debug("A call of the other node came to nothing: {}", finding.sentence());
        return;
      }
      strangers.write(socket.getInetAddress(), finding.kind(), finding.sentence());
    }
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private static final class TapServerSocket extends ServerSocket {
    TapServerSocket() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      TapSocket socket = new TapSocket();
      implAccept(socket);
      return socket;
    }
  }
}
