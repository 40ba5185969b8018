package org.sbs.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.ReasonException;

class HostPortTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.2, 192.0.2.2, 4445",
    "192.0.2.2:1, 192.0.2.2, 1",
    "node-b, node-b, 4445",
    "node_b.example.com:65535, node_b.example.com, 65535",
    "[fe80::1], fe80::1, 4445",
    "[::1]:9, ::1, 9",
    "[2001:db8:1:2:3:4:5:6]:80, 2001:db8:1:2:3:4:5:6, 80",
    "[::ffff:192.0.2.1]:80, ::ffff:192.0.2.1, 80",
    "[fe80::1%eth0]:80, fe80::1%eth0, 80"
  })
  @DisplayName("R1.3 a peer address is a host or a host and a port, 4445 by default")
  void good(String text, String host, int port) {
    HostPort parsed = HostPort.parse(text, 4445, 1);
    assertThat(parsed).isEqualTo(new HostPort(host, port));
    assertThat(HostPort.parse(parsed.text(), 1, 0)).isEqualTo(parsed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ":4445", "host:", "host:0", "host:65536", "host:99999999999", "host:-1", "host:+1",
        "host:4445x", "a b", "host/path", "http://host", "256.0.0.1", "1.2.3", "1.2.3.4.5",
            "1.2.3.",
        "::1", "fe80::1:4445", "a:b:1", "[::1", "[::1]x", "[::1]:", "[host]:1", "[1::2::3]",
        "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[12345::]", "[::1%]", "-host", "ho\u0000st"
      })
  @DisplayName("R1.1 what is not a host and a port is refused with a reason")
  void bad(String text) {
    assertThatThrownBy(() -> HostPort.parse(text, 4445, 1))
        .isInstanceOf(ReasonException.class)
        .hasMessageMatching("(host|port)-[a-z0-9-]+ \\{text=(?s:.*)}");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.1.2.3, true",
    "localhost, true",
    "LOCALHOST, true",
    "::1, true",
    "0.0.0.0, false",
    "192.0.2.1, false",
    "127.0.0.1.evil.example, false",
    "::, false"
  })
  @DisplayName("R10.4 only addresses that never leave the machine count as loopback")
  void loopback(String host, boolean expected) {
    assertThat(new HostPort(host, 1).isLoopback()).isEqualTo(expected);
  }
}
