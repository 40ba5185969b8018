package org.sbs.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DemoPortsTest {
  @Test
  @DisplayName("R7.2 the demonstration's nodes get two ports that no outgoing connection takes")
  void ports() throws IOException {
    for (int i = 0; i < 500; i++) {
      List<Integer> ports = DemoSite.freePorts();
      assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
    }
  }
}
