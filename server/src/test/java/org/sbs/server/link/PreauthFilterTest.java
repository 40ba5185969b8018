package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PreauthFilterTest {
  private final PreauthToken mine = PreauthToken.of(TestNode.KEY);
  private final PreauthFilter filter = new PreauthFilter(PairIdentity.of(TestNode.KEY));

  /** The first record of a client that asks for those names. */
  private static byte[] first(List<SNIServerName> names) throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("127.0.0.1", 1);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(names);
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  @Test
  @DisplayName("R10.3 the sign of the pair is seen in a first message, once")
  void once() throws Exception {
    byte[] first = first(List.of(mine.fresh()));
    assertThat(filter.isPeers(first)).isTrue();
    assertThat(filter.isPeers(first)).isFalse();
    assertThat(filter.isPeers(first(List.of(mine.fresh())))).isTrue();
  }

  @Test
  @DisplayName("R10.3 another pair's sign, another name or none is not the peer's")
  void others() throws Exception {
    assertThat(filter.isPeers(first(List.of(PreauthToken.of(PairKey.generate()).fresh()))))
        .isFalse();
    assertThat(filter.isPeers(first(List.of()))).isFalse();
    String name = mine.fresh().getAsciiName();
    for (String wrong :
        List.of(
            "",
            "sbs",
            "www.example.com",
            name.substring(1),
            name + ".sbs",
            name.replace(".sbs", ".SBS"),
            "0" + name.substring(2) + "0",
            "..sbs",
            "zz".repeat(16) + name.substring(32))) {
      assertThat(mine.read(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  @DisplayName("R10.3 whatever a first message holds, it is only looked at")
  void garbage() throws Exception {
    Random random = new Random(5);
    byte[] good = first(List.of(mine.fresh()));
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = Arrays.copyOf(good, i % 3 == 0 ? random.nextInt(good.length + 9) : good.length);
      for (int change = 0; change <= i % 4 && bad.length > 0; change++) {
        bad[random.nextInt(Math.min(bad.length, 120))] = (byte) random.nextInt();
      }
      filter.isPeers(bad);
    }
    assertThat(filter.isPeers(new byte[0])).isFalse();
  }
}
