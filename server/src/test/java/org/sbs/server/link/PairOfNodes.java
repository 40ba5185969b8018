package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.sbs.server.link.DialResult.Answered;

/** Two nodes, of which B calls A; A accepts whoever wants to follow. */
final class PairOfNodes implements AutoCloseable {
  final TestNode a;
  final TestNode b;

  PairOfNodes(LinkTimes times) throws IOException {
    a = new TestNode(TestNode.KEY, TestNode.A, times);
    b = new TestNode(TestNode.KEY, TestNode.B, times);
    a.events.on("followAsked", asked -> asked.link().accept(7));
  }

  PairOfNodes() throws IOException {
    this(TestNode.TIMES);
  }

  /** B's end of a fresh link. */
  PeerLink ask(PeerDialer dialer) {
    DialResult result = dialer.ask(b.view(), TestNode.AMPLE);
    assertThat(result).isInstanceOf(Answered.class);
    return ((Answered) result).link();
  }

  /** B's end of a fresh link that A has accepted. */
  PeerLink follow(PeerDialer dialer) {
    PeerLink link = ask(dialer);
    link.follow();
    b.events.await("followAccepted");
    return link;
  }

  PeerDialer dialer() {
    return b.dialer(a.port());
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }
}
