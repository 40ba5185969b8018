package org.sbs.server.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.readiness.Queue;

/** The printers of the operating system: those of CUPS, or of the Windows spooler. */
final class SystemPrinters {
  private static final Path DRIVERS = Path.of("/etc/cups/ppd");
  private static final Pattern NICK_NAME = Pattern.compile("(?m)^\\*NickName:\\s*\"([^\"]*)\"");
  private static final int MOST = 200;

  private SystemPrinters() {}

  /** All of them; empty where there is no spooler, or it does not answer. */
  static Optional<List<Queue>> list() {
    try {
      if (FileChecks.onPath("lpstat").isPresent()) {
        return Optional.of(cups(NetworkChecks.run("lpstat", "-e"), DRIVERS));
      }
      if (FileChecks.onPath("powershell").isPresent()) {
        return Optional.of(
            windows(
                NetworkChecks.run(
                    "powershell",
                    "-NoProfile",
                    "-NonInteractive",
                    "-Command",
                    "Get-Printer | ForEach-Object { $_.Name + [char]9 + $_.DriverName }")));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static List<Queue> cups(String names, Path drivers) {
    List<Queue> queues = new ArrayList<>();
    names
        .lines()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .limit(MOST)
        .forEach(name -> queues.add(new Queue(name, driver(drivers.resolve(name + ".ppd")))));
    return queues;
  }

  /** As its description names it, where that may be read. */
  private static String driver(Path description) {
    try {
      // A description's text is in any of several encodings; the name is in what they share.
      Matcher name = NICK_NAME.matcher(Files.readString(description, StandardCharsets.ISO_8859_1));
      return name.find() ? name.group(1) : "";
    } catch (IOException e) {
      return "";
    }
  }

  static List<Queue> windows(String lines) {
    List<Queue> queues = new ArrayList<>();
    lines
        .lines()
        .filter(line -> !line.isBlank())
        .limit(MOST)
        .forEach(
            line -> {
              int tab = line.indexOf('\t');
              queues.add(
                  tab < 0
                      ? new Queue(line.strip(), "")
                      : new Queue(line.substring(0, tab), line.substring(tab + 1).strip()));
            });
    return queues;
  }
}
