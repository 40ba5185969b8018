package org.sbs.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As whom SBS runs. */
class PrivilegeTest {
  @ParameterizedTest(name = "uid {0}, capabilities {1}")
  @CsvSource({
    "0, 0000000000000000, true",
    "998, 0000000000000000, false",
    "998, 0000000000000001, true", // CHOWN
    "998, 0000000000000002, true", // DAC_OVERRIDE
    "998, 0000000000000008, true", // FOWNER
    "998, 0000000000000080, true", // SETUID
    "998, 0000000000200000, true", // SYS_ADMIN
    "998, 0000000000003400, false", // NET_BIND_SERVICE, NET_ADMIN, NET_RAW
    "998, 000001ffffffffff, true"
  })
  @DisplayName("R10.6 an account that may change any file or its owner counts as root")
  void privileged(int uid, String capabilities, boolean privileged) {
    for (String set : List.of("CapPrm", "CapEff", "CapAmb")) {
      List<String> status =
          List.of(
              "Name:\tjava",
              "Uid:\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid,
              set + ":\t" + capabilities);
      assertThat(Privilege.isPrivileged(status)).as(set).isEqualTo(privileged);
    }
  }
}
