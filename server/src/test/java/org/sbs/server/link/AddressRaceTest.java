package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sbs.core.readiness.Facts;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.DialResult.Answered;
import org.sbs.server.link.DialResult.Misfit;
import org.sbs.server.link.DialResult.NameUnknown;
import org.sbs.server.link.DialResult.NoAnswer;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.DialResult.Silent;

/** Real calls to names with several addresses, each with something else at it. */
@Timeout(120)
class AddressRaceTest {
  /** Waited for to its end. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final String PEER = "127.0.0.3";

  /** Where something else than the peer is, or nothing at all. */
  private static final String FIRST = "127.0.0.2";

  private static final String LAST = "127.0.0.4";

  private final AtomicReference<List<String>> found = new AtomicReference<>(List.of());
  private final List<AutoCloseable> open = new ArrayList<>();
  private TestNode node;
  private TestNode peer;
  private PeerAddresses addresses;
  private PeerDialer dialer;

  @BeforeEach
  void start() throws IOException {
    node = TestNode.b();
    peer = new TestNode(TestNode.KEY, TestNode.A, TestNode.TIMES, at(PEER, 0));
    peer.events.on("followAsked", asked -> asked.link().accept(7));
    addresses = addresses(AddressMemory.ofNothing(), 1);
    dialer = node.dialer(addresses);
  }

  @AfterEach
  void stop() throws Exception {
    peer.close();
    node.close();
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private PeerAddresses addresses(AddressMemory memory, int ownPort) {
    return new PeerAddresses(
        new PeerAddress("pc-b", peer.port()),
        new PeerAddresses.Me(LocalAddress.any(), ownPort, "pc-a"),
        this::resolve,
        memory);
  }

  private List<InetAddress> resolve(String name) throws UnknownHostException {
    if (found.get().isEmpty()) {
      throw new UnknownHostException(name + ": Name or service not known");
    }
    return ips(found.get());
  }

  private static List<InetAddress> ips(List<String> texts) {
    return texts.stream().map(AddressRaceTest::ip).toList();
  }

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(ip(address), port);
  }

  private void finds(String... texts) {
    found.set(List.of(texts));
  }

  /** Something at that address and the peer's port that accepts and says nothing. */
  private ServerSocket silent(String address) throws IOException {
    ServerSocket server = new ServerSocket();
    open.add(server);
    server.bind(at(address, peer.port()));
    return server;
  }

  private void webServer(String address) throws IOException {
    Raw.serve(
        silent(address),
        socket -> {
          socket.getOutputStream().write(Raw.bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
          Raw.awaitClosed(socket);
        });
  }

  private PeerLink meet() {
    DialResult result = dialer.ask(node.view(), TestNode.AMPLE);
    assertThat(result).isInstanceOf(Answered.class);
    Answered answered = (Answered) result;
    assertThat(answered.peer().nodeId()).isEqualTo(TestNode.A);
    assertThat(answered.link().address()).isEqualTo(ip(PEER));
    return answered.link();
  }

  @Test
  @DisplayName("R1.3 the peer is found at whichever of its addresses it is, behind dead ones")
  void deadOnes() {
    for (List<String> order :
        List.of(
            List.of(FIRST, PEER), List.of(PEER, FIRST), List.of(FIRST, LAST, PEER, "127.0.0.5"))) {
      found.set(order);
      meet().close(Reason.sentence("met"));
    }
  }

  @Test
  @DisplayName("R1.3 R1.5 the peer is found behind a stranger and behind something frozen")
  void strangers() throws IOException {
    webServer(FIRST);
    silent(LAST);
    finds(FIRST, LAST, PEER);
    meet().close(Reason.sentence("met"));
    addresses.greeted(ip(LAST));
    meet().close(Reason.sentence("met"));
  }

  @Test
  @DisplayName(
      "R1.3 a peer that is reached at two addresses gets one link, and complains of nothing")
  void twice() throws IOException {
    try (LogLines log = new LogLines();
        TestNode everywhere =
            new TestNode(
                TestNode.KEY, TestNode.A, TestNode.TIMES, new InetSocketAddress("0.0.0.0", 0))) {
      PeerAddresses both =
          new PeerAddresses(
              new PeerAddress("pc-b", everywhere.port()),
              new PeerAddresses.Me(LocalAddress.any(), 1, "pc-a"),
              name -> ips(List.of(FIRST, PEER, LAST)),
              AddressMemory.ofNothing());
      DialResult result = node.dialer(both).ask(node.view(), TestNode.AMPLE);
      assertThat(result).isInstanceOf(Answered.class);
      ((Answered) result).link().close(Reason.sentence("met"));
      everywhere.events.await("closed");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "R1.3 only where every address refuses has the peer's machine said that nobody is there")
  void refusals() throws IOException {
    finds(FIRST, LAST);
    NoAnswer refused = (NoAnswer) dialer.ask(node.view(), TestNode.AMPLE);
    assertThat(refused.refused()).isTrue();
    assertThat(refused.why().toString()).contains("(" + FIRST + ")", "(" + LAST + ")");
    // No connection leads to all machines at once: the system itself says so.
    finds(FIRST, "255.255.255.255");
    NoAnswer mixed = (NoAnswer) dialer.ask(node.view(), SHORT);
    assertThat(mixed.refused()).isFalse();
    silent(LAST);
    finds(FIRST, LAST);
    assertThat(dialer.ask(node.view(), SHORT)).isInstanceOf(Silent.class);
  }

  @Test
  @DisplayName("R1.5 a stranger at one address and nobody at the others is a stranger")
  void strangerAmongDead() throws IOException {
    webServer(LAST);
    finds(FIRST, LAST);
    NotAPeer other = (NotAPeer) dialer.ask(node.view(), TestNode.AMPLE);
    assertThat(other.misfit()).isEqualTo(Misfit.STRANGER);
    assertThat(other.what().toString()).contains("pc-b:" + peer.port() + " (" + LAST + ")");
    assertThat(other.outdated()).isFalse();
  }

  @Test
  @DisplayName("R1.3 a name that cannot be resolved is nobody's no answer, and says why")
  void unknown() {
    NameUnknown unknown = (NameUnknown) dialer.ask(node.view(), TestNode.AMPLE);
    assertThat(unknown.name()).isEqualTo("pc-b");
    assertThat(unknown.trouble().values()).containsEntry("words", "Name or service not known");
  }

  @Test
  @DisplayName("R1.3 a name whose address changes is followed by the next question")
  void changes() {
    finds(FIRST);
    assertThat(dialer.ask(node.view(), TestNode.AMPLE)).isInstanceOf(NoAnswer.class);
    finds(PEER);
    meet().close(Reason.sentence("met"));
    finds(LAST);
    assertThat(dialer.ask(node.view(), TestNode.AMPLE)).isInstanceOf(NoAnswer.class);
  }

  @Test
  @DisplayName(
      "R1.3 a name that is lost is called at the addresses it had, which a stranger may have now")
  void remembered() throws IOException {
    finds(PEER);
    meet().close(Reason.sentence("met"));
    finds();
    meet().close(Reason.sentence("met"));
    peer.close();
    NoAnswer gone = (NoAnswer) dialer.ask(node.view(), TestNode.AMPLE);
    assertThat(gone.refused()).isTrue();
    webServer(PEER);
    NotAPeer other = (NotAPeer) dialer.ask(node.view(), TestNode.AMPLE);
    assertThat(other.misfit()).isEqualTo(Misfit.STRANGER);
    assertThat(other.outdated()).isTrue();
  }

  @Test
  @DisplayName("R1.3 a name service that hangs stalls no question beyond its deadline")
  void hangs() {
    CountDownLatch end = new CountDownLatch(1);
    open.add(end::countDown);
    NameResolver hanging =
        name -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          throw new UnknownHostException(name);
        };
    PeerAddress where = new PeerAddress("pc-b", peer.port());
    PeerAddresses.Me me = new PeerAddresses.Me(LocalAddress.any(), 1, "pc-a");
    PeerAddresses lost = new PeerAddresses(where, me, hanging, AddressMemory.ofNothing());
    NameUnknown unknown = (NameUnknown) node.dialer(lost).ask(node.view(), SHORT);
    assertThat(unknown.trouble().code()).isEqualTo(ReasonCode.NAME_SERVICE_SILENT);
    AddressMemory known =
        new AddressMemory() {
          @Override
          public List<InetAddress> recall(String name) {
            return ips(List.of(FIRST, PEER));
          }

          @Override
          public void keep(String name, List<InetAddress> kept) {
            throw new AssertionError("nothing was found");
          }
        };
    dialer = node.dialer(new PeerAddresses(where, me, hanging, known));
    meet().close(Reason.sentence("met"));
  }

  @Test
  @DisplayName(
      "R1.5 a name that means this node alone is told so, and its own address is not called")
  void ownName() throws IOException {
    try (ServerSocket mine = silent(FIRST)) {
      dialer = node.dialer(addresses(AddressMemory.ofNothing(), peer.port()));
      finds(FIRST, "127.0.1.1");
      NotAPeer itself = (NotAPeer) dialer.ask(node.view(), TestNode.AMPLE);
      assertThat(itself.misfit()).isEqualTo(Misfit.SELF);
      assertThat(itself.what().code()).isEqualTo(ReasonCode.DIAL_OWN_NAME);
      assertThat(itself.what().toString()).contains("127.0.1.1");
      assertThat(itself.outdated()).isFalse();
      mine.setSoTimeout(1);
      assertThat(Stream.of(mine).map(AddressRaceTest::accepts)).containsExactly(false);
    }
  }

  private static boolean accepts(ServerSocket server) {
    try {
      server.accept().close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @DisplayName("R1.3 the data goes to the address at which the link is, whatever the name says now")
  void bulk() throws IOException {
    finds(FIRST, PEER);
    PeerLink link = meet();
    link.follow();
    String session = (String) node.events.await("followAccepted").detail();
    finds(FIRST, LAST);
    BulkChannel channel = dialer.openBulk(node.view(), session, TestNode.AMPLE);
    peer.events.await("bulkOpened");
    channel.close();
    link.close(Reason.sentence("met"));
  }

  @Test
  @DisplayName("R1.3 R7.6 a check asks the peer at whichever of its addresses it is")
  void facts() throws IOException {
    webServer(FIRST);
    finds(FIRST, LAST, PEER);
    FactsAnswer answer = dialer.askFacts(node.view(), false, TestNode.AMPLE);
    assertThat(answer.facts().map(Facts::nodeId)).contains(TestNode.A);
    assertThat(answer.why()).isEqualTo(Reason.NONE);
  }
}
