package org.sbs.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As whom this process runs, and whether that is root's power (R10.6). An account that may change
 * the owner of any file, or write and change any file, is root by another name.
 *
 * @param account its name
 * @param privileged whether it is root, or as good as that
 */
public record Privilege(String account, boolean privileged) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Numbers of the capabilities with which one becomes root: see linux/capability.h. */
  private static final List<Integer> AS_GOOD =
      List.of(
          0, // CHOWN
          1, // DAC_OVERRIDE
          2, // DAC_READ_SEARCH
          3, // FOWNER
          6, // SETGID
          7, // SETUID
          16, // SYS_MODULE
          17, // SYS_RAWIO
          19, // SYS_PTRACE
          21, // SYS_ADMIN
          31, // SETFCAP
          39); // BPF

  /** Of this process. */
  public static Privilege ofThisProcess() {
    String account = System.getProperty("user.name", "");
    if (Files.isReadable(STATUS)) {
      try (Stream<String> lines = Files.lines(STATUS)) {
        return new Privilege(account, isPrivileged(lines.toList()));
      } catch (IOException e) {
        return new Privilege(account, account.equals("root"));
      }
    }
    String name = account.toLowerCase(Locale.ROOT);
    // On Windows the service is the local system, which calls itself by the computer's name.
    return new Privilege(
        account, name.equals("root") || name.equals("system") || name.endsWith("$"));
  }

  /** By the lines of {@code /proc/self/status}. */
  static boolean isPrivileged(List<String> status) {
    boolean root =
        value(status, "Uid:").map(ids -> ids.split("\\s+", -1)[1].equals("0")).orElse(false);
    long held = bits(status, "CapPrm:") | bits(status, "CapEff:") | bits(status, "CapAmb:");
    return root || AS_GOOD.stream().anyMatch(number -> (held >> number & 1) != 0);
  }

  private static long bits(List<String> status, String key) {
    return value(status, key).map(hex -> Long.parseUnsignedLong(hex, 16)).orElse(0L);
  }

  private static Optional<String> value(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> line.substring(key.length()).strip());
  }
}
