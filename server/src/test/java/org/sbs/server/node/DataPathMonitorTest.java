package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.BulkCount;
import org.sbs.server.link.PeerLink;
import org.sbs.view.text.ReasonText;
import org.sbs.view.text.Texts;

/** Whether data arrives is told once, with what is missing, and so is its end. */
final class DataPathMonitorTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Reason> alerts = new ArrayList<>();
  private final List<Reason> news = new ArrayList<>();
  private final DataPathMonitor way = new DataPathMonitor(nanos::get, alerts::add, news::add);

  private static PeerLink link(long id) {
    return (PeerLink)
        Proxy.newProxyInstance(
            DataPathMonitorTest.class.getClassLoader(),
            new Class<?>[] {PeerLink.class},
            (proxy, method, args) ->
                method.getName().equals("id")
                    ? id
                    : InetAddress.getByAddress(new byte[] {10, 0, 0, 2}));
  }

  private void seconds(PeerLink link, int count, BulkCount mine, BulkCount theirs) {
    for (int i = 0; i < count; i++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      way.counted(link, mine, theirs);
    }
  }

  @Test
  @DisplayName("R4.16 R9.3 what this node sends is lost: told once, with values, in both languages")
  void out() {
    PeerLink link = link(1);
    BulkCount mine = new BulkCount(9000, 500, true);
    seconds(link, 15, mine, new BulkCount(500, 600, true));
    assertThat(way.lost()).isEmpty();
    seconds(link, 6, mine, new BulkCount(500, 600, true));
    Reason lost = way.lost().orElseThrow();
    assertThat(lost.code()).isEqualTo(ReasonCode.DATA_LOST_ON_THE_WAY_OUT);
    assertThat(lost.values())
        .containsEntry("peer", "10.0.0.2")
        .containsEntry("bytes", 8400L)
        .containsEntry("seconds", 20L);
    assertThat(alerts).extracting(Reason::code).containsExactly(lost.code());
    assertThat(ReasonText.english().say(lost)).contains("drops large packets").contains("MTU");
    assertThat(ReasonText.in(Texts.of(Locale.GERMAN)).say(lost))
        .contains("verwirft große Pakete")
        .contains("8.400");

    seconds(link, 1, mine, new BulkCount(500, 9000, true));
    assertThat(way.lost()).isEmpty();
    assertThat(news).extracting(Reason::code).containsExactly(ReasonCode.DATA_ARRIVES_AGAIN);
  }

  @Test
  @DisplayName("R4.16 what the other node sends is lost")
  void in() {
    seconds(link(1), 20, new BulkCount(500, 600, true), new BulkCount(9000, 500, false));
    assertThat(way.lost()).map(Reason::code).contains(ReasonCode.DATA_LOST_ON_THE_WAY_IN);
  }

  @Test
  @DisplayName("R4.16 a small message that does not arrive says nothing of large packets")
  void small() {
    seconds(link(1), 60, new BulkCount(700, 600, true), new BulkCount(600, 600, true));
    assertThat(way.lost()).isEmpty();
    assertThat(alerts).isEmpty();
  }

  @Test
  @DisplayName("R4.16 on the next link it is found anew, and told again only after data arrived")
  void anew() {
    BulkCount mine = new BulkCount(9000, 500, true);
    BulkCount theirs = new BulkCount(500, 600, true);
    seconds(link(1), 20, mine, theirs);
    way.closed(link(7));
    assertThat(way.lost()).isPresent();
    way.closed(link(1));
    assertThat(way.lost()).isEmpty();
    seconds(link(2), 20, mine, theirs);
    assertThat(way.lost()).isPresent();
    assertThat(alerts).hasSize(1);
    way.committed();
    assertThat(news).as("on a link on which data is lost").isEmpty();
    way.closed(link(2));
    way.committed();
    assertThat(news).hasSize(1);
    seconds(link(3), 20, mine, theirs);
    assertThat(alerts).hasSize(2);
  }

  @Test
  @DisplayName("R4.16 R9.3 while a lost handshake is tried again, it stays lost, and is told once")
  void triedAgain() {
    PeerLink link = link(1);
    BulkCount listener = new BulkCount(1600, 517, true);
    for (int attempt = 0; attempt < 3; attempt++) {
      seconds(link, 2, new BulkCount(0, 0, false), new BulkCount(0, 0, true));
      seconds(link, 2, new BulkCount(517, 0, true), new BulkCount(0, 0, true));
      seconds(link, 30, new BulkCount(517, 0, true), listener);
      assertThat(way.lost()).map(Reason::code).contains(ReasonCode.DATA_LOST_ON_THE_WAY_IN);
    }
    seconds(link, 3, new BulkCount(0, 0, false), new BulkCount(0, 0, true));
    assertThat(way.lost()).isPresent();
    assertThat(alerts).hasSize(1);
    assertThat(news).isEmpty();
    seconds(link, 1, new BulkCount(900, 1590, true), new BulkCount(1590, 900, true));
    assertThat(way.lost()).isEmpty();
    assertThat(news).hasSize(1);
  }
}
