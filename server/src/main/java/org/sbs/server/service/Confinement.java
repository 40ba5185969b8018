package org.sbs.server.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Keeps the capabilities of SBS from what it starts (R10.6): an administrator may give some to its
 * account by {@code AmbientCapabilities=}, and hooks, checks and the Label Print Manager, which
 * read what others wrote, inherit none. Where SBS has none to inherit, nothing changes.
 */
final class Confinement {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final List<String> INHERITED = List.of("CapInh:", "CapAmb:");

  static final List<String> WORDS =
      List.of(SETPRIV.toString(), "--inh-caps=-all", "--ambient-caps=-all", "--no-new-privs", "--");

  private Confinement() {}

  /** The words before a command by which it starts without them; mostly none. */
  static List<String> words() throws ServiceException {
    if (!Files.isReadable(STATUS)) {
      return List.of(); // No Linux.
    }
    // Not by a channel, which an interrupt of this thread would close.
    try (BufferedReader reader = new BufferedReader(new FileReader(STATUS.toFile(), UTF_8))) {
      if (!hasInheritable(reader.lines().toList())) {
        return List.of();
      }
    } catch (IOException e) {
      throw new ServiceException(
          Reason.of(ReasonCode.RIGHTS_NOT_READ).with("words", e.toString()), e);
    }
    if (!Files.isExecutable(SETPRIV)) {
      throw new ServiceException(
          Reason.of(ReasonCode.SETPRIV_MISSING).with("program", SETPRIV.toString()));
    }
    return WORDS;
  }

  /** By the lines of {@code /proc/self/status}. */
  static boolean hasInheritable(List<String> status) {
    return status.stream()
        .filter(line -> INHERITED.stream().anyMatch(line::startsWith))
        .map(line -> line.substring(line.indexOf(':') + 1).strip().toLowerCase(Locale.ROOT))
        .anyMatch(hex -> !hex.matches("0+"));
  }
}
