package org.sbs.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.settings.Settings;
import org.sbs.server.check.FactsGatherer;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.service.LpmPreset;
import org.sbs.server.service.ServiceException;

/** Says what a check of the pair is to look at on this node: the part of it that never changes. */
final class FactsWiring {
  private static final long MOST_BYTES = 32L << 20;
  private static final int SHOWN_BYTES = 6;

  private FactsWiring() {}

  static FactsGatherer facts(Settings settings, HomeFolder home, String nodeId) {
    List<String> programs = programs(settings.service());
    return new FactsGatherer(
        new FactsGatherer.Installation(
            settings,
            nodeId,
            version(),
            home.data(),
            home::file,
            programs,
            programs.isEmpty() ? "" : fingerprint(programs.get(0)),
            Optional.empty()));
  }

  private static String version() {
    String version = FactsWiring.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  /** What must be there for the service to run, the service itself first. */
  private static List<String> programs(Settings.Service service) {
    Set<String> programs = new LinkedHashSet<>();
    if (service.adapter() == Settings.Adapter.LPM) {
      try {
        programs.add(LpmPreset.beside(FactsWiring.class).jar().toString());
      } catch (ServiceException e) {
        return List.of(); // The service says so when it is made.
      }
    } else if (service.adapter() == Settings.Adapter.COMMAND) {
      Settings.Commands commands = service.commands();
      List<List<String>> all =
          List.of(
              commands.run(),
              commands.start(),
              commands.stop(),
              commands.running(),
              commands.list(),
              commands.activate(),
              commands.deactivate(),
              commands.reload());
      all.stream().filter(words -> !words.isEmpty()).forEach(words -> programs.add(words.get(0)));
    }
    return new ArrayList<>(programs);
  }

  /** Tells versions of a program apart, whatever they call themselves. */
  private static String fingerprint(String program) {
    Path path = Path.of(program);
    try {
      if (!path.isAbsolute() || !Files.isRegularFile(path) || Files.size(path) > MOST_BYTES) {
        return "";
      }
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(path), sha)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      byte[] hash = Arrays.copyOf(sha.digest(), SHOWN_BYTES);
      return path.getFileName() + " " + HexFormat.of().formatHex(hash);
    } catch (IOException e) {
      return ""; // Whether it can be executed is looked at each time.
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
