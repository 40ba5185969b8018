package org.sbs.server.sync.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sbs.core.consent.MachineNames;

class OwnNamesTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("R10.5 a machine knows the names and addresses under which shares are its own")
  void known() throws Exception {
    String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    MachineNames found = OwnNames.now();
    assertThat(found.hosts()).contains(name.toLowerCase(Locale.ROOT).split("\\.", 2)[0]);
    assertThat(found.addresses()).contains(InetAddress.getLoopbackAddress().getHostAddress());
  }
}
