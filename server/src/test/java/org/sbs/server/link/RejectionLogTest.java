package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RejectionLogTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // overflows on the way
  private final RejectionLog log = new RejectionLog(lines::add, nanos::get);

  private static InetAddress address(int number) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
  }

  @Test
  @DisplayName("R1.5 a stranger is logged once for each address and fault, and again after an hour")
  void once() throws UnknownHostException {
    for (int i = 0; i < 3; i++) {
      log.write(address(1), RejectedConnection.SILENT, "silent");
      log.write(address(1), RejectedConnection.NOT_TLS, "garbage");
      log.write(address(2), RejectedConnection.SILENT, "silent too");
    }
    assertThat(lines).hasSize(3);
    nanos.addAndGet(Duration.ofMinutes(59).toNanos());
    log.write(address(1), RejectedConnection.SILENT, "silent");
    assertThat(lines).hasSize(3);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    log.write(address(1), RejectedConnection.SILENT, "silent again");
    assertThat(lines).hasSize(4).last().asString().startsWith("silent again");
  }

  @Test
  @DisplayName("R10.3 thousands of strange addresses cost bounded memory; the oldest are forgotten")
  void bounded() throws UnknownHostException {
    for (int i = 0; i <= Protocol.MAX_COMPLAINTS; i++) {
      log.write(address(i), RejectedConnection.SCANNER, "scan");
    }
    int before = lines.size();
    log.write(address(Protocol.MAX_COMPLAINTS), RejectedConnection.SCANNER, "known");
    assertThat(lines).hasSize(before);
    log.write(address(0), RejectedConnection.SCANNER, "forgotten");
    assertThat(lines).hasSize(before + 1);
  }
}
