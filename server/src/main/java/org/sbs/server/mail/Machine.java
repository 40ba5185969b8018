package org.sbs.server.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What users call this machine. Asks no name server, which might not answer. */
public final class Machine {
  private static final String OTHERWISE = "this-machine";

  private Machine() {}

  /** Its name without a domain. */
  public static String name(Map<String, String> environment) {
    Optional<String> name = file(Path.of("/proc/sys/kernel/hostname"));
    return name.or(() -> Optional.ofNullable(environment.get("COMPUTERNAME")))
        .or(() -> Optional.ofNullable(environment.get("HOSTNAME")))
        .map(found -> found.strip().split("\\.", 2)[0].replaceAll("[^A-Za-z0-9-]", "-"))
        .filter(found -> !found.isEmpty())
        .orElse(OTHERWISE);
  }

  private static Optional<String> file(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
