package org.sbs.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.core.settings.Settings;
import org.sbs.server.check.FactsGatherer;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.link.PeerAddresses;
import org.sbs.server.service.LpmPreset;
import org.sbs.server.service.ServiceException;
import org.sbs.server.service.SystemdService;

/** Says what a check of the pair is to look at on this node: the part of it that never changes. */
final class FactsWiring {
  private static final long MOST_BYTES = 32L << 20;
  private static final int SHOWN_BYTES = 6;

  /** Less than a check waits for a look. */
  private static final Duration NAME_LIMIT = Duration.ofSeconds(8);

  private FactsWiring() {}

  static FactsGatherer facts(
      Settings settings, HomeFolder home, String nodeId, PeerAddresses peer) {
    List<String> programs = settings.service().adapter().choose(new Programs());
    return new FactsGatherer(
        new FactsGatherer.Installation(
            settings,
            nodeId,
            version(),
            home.data(),
            home::file,
            programs,
            () -> settings.service().adapter().choose(new Rights()),
            programs.isEmpty() ? "" : fingerprint(programs.get(0)),
            new FactsGatherer.Addresses(
                () -> peer.trouble(NAME_LIMIT.toNanos()),
                () -> peer.staleness(NAME_LIMIT.toNanos()),
                peer.local()::address,
                peer::likely)));
  }

  private static String version() {
    String version = FactsWiring.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  /**
   * What SBS lacks to control its service. Of others than units it took control when it started,
   * and would have ended if it could not.
   */
  private static final class Rights
      implements ServiceAdapter.Cases<Optional<Reason>, ServiceException> {
    @Override
    public Optional<Reason> lpm() {
      return Optional.empty();
    }

    @Override
    public Optional<Reason> command(ServiceAdapter.Command adapter) {
      return Optional.empty();
    }

    @Override
    public Optional<Reason> systemd(ServiceAdapter.Systemd adapter) throws ServiceException {
      return SystemdService.missing(adapter.unit(), adapter.sentinelUnit());
    }

    @Override
    public Optional<Reason> windowsService(ServiceAdapter.WindowsService adapter) {
      return Optional.empty();
    }
  }

  /** What must be there for the service to run, the service itself first. */
  private static final class Programs
      implements ServiceAdapter.Cases<List<String>, RuntimeException> {
    @Override
    public List<String> lpm() {
      try {
        return List.of(LpmPreset.beside(FactsWiring.class).jar().toString());
      } catch (ServiceException e) {
        return List.of(); // The service says so when it is made.
      }
    }

    @Override
    public List<String> command(ServiceAdapter.Command adapter) {
      List<List<String>> commands =
          new ArrayList<>(
              adapter
                  .lifecycle()
                  .match(
                      owned -> List.of(owned.run()),
                      managed -> List.of(managed.start(), managed.stop(), managed.running())));
      commands.addAll(words(adapter.sentinels()));
      return firsts(commands);
    }

    @Override
    public List<String> systemd(ServiceAdapter.Systemd adapter) {
      return List.of("systemctl");
    }

    @Override
    public List<String> windowsService(ServiceAdapter.WindowsService adapter) {
      return firsts(words(adapter.sentinels()));
    }

    private static List<List<String>> words(ServiceAdapter.SentinelCommands sentinels) {
      return List.of(
          sentinels.list(), sentinels.activate(), sentinels.deactivate(), sentinels.reload());
    }

    private static List<String> firsts(List<List<String>> commands) {
      Set<String> programs = new LinkedHashSet<>();
      commands.stream()
          .filter(words -> !words.isEmpty())
          .forEach(words -> programs.add(words.get(0)));
      return List.copyOf(programs);
    }
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
