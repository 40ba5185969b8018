package org.sbs.server.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.options.FileDifference;
import org.sbs.core.readiness.Facts;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Queue;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.core.settings.Settings;
import org.sbs.server.files.ExtraAttributes;

/** Finds out what a takeover needs of this node, from its disks, its network and its spooler. */
public final class FactsGatherer implements NodeFacts, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(7);
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private final Installation installation;
  private final Settings settings;
  private final Patience patience = new Patience();
  private final UncarriedAttributes attributes =
      new UncarriedAttributes(ExtraAttributes::of, System::nanoTime);

  /**
   * What does not change while the node runs.
   *
   * @param home SBS's own folder of data
   * @param file where a file lies that a setting names
   * @param programs of the service, with their paths or by their names
   * @param rights what SBS lacks to control the service, with the remedy
   * @param serviceVersion in any form that tells versions apart; empty if not known
   */
  public record Installation(
      Settings settings,
      String nodeId,
      String version,
      Path home,
      Function<String, Path> file,
      List<String> programs,
      Callable<Optional<Reason>> rights,
      String serviceVersion,
      Addresses addresses) {}

  /**
   * What the node knows of the pair's addresses.
   *
   * @param peerTrouble why the peer cannot be called at all; asks the name service
   * @param peerStale why its addresses may be out of date; asks the name service
   * @param local the node's own, if it uses just one
   * @param peer where the peer is, or most likely is
   */
  public record Addresses(
      Supplier<Optional<Reason>> peerTrouble,
      Supplier<Optional<Reason>> peerStale,
      Supplier<Optional<InetAddress>> local,
      Supplier<Optional<InetAddress>> peer) {}

  /** Nothing is looked at before {@link #gather}. */
  public FactsGatherer(Installation installation) {
    this.installation = installation;
    this.settings = installation.settings();
  }

  @Override
  public Facts gather(Live live) throws InterruptedException {
    List<CheckTask> looks = new ArrayList<>();
    Queues queues = new Queues();
    looks.add(new CheckTask(Topic.QUEUES, "", queues));
    folders(live, looks);
    service(looks);
    List<Probe> failing = checks(live, looks);
    secrets(looks);
    looks.add(new CheckTask(Topic.RIGHTS, account(), installation.rights()::call));
    looks.add(
        new CheckTask(Topic.PEER_ADDRESS, peerHost(), installation.addresses().peerTrouble()::get));
    looks.add(
        new CheckTask(Topic.PEER_NAME, peerHost(), installation.addresses().peerStale()::get));
    List<Probe> probes = new ArrayList<>(patience.look(looks, LIMIT));
    probes.removeIf(probe -> probe.topic() == Topic.QUEUES);
    probes.addAll(failing);
    probes.addAll(labels(queues.found()));
    probes.addAll(address());
    live.peerTrouble()
        .ifPresent(
            trouble ->
                probes.add(
                    new Probe(
                        Topic.PEER_LINK, peer(), trouble.isEmpty(), trouble.orElse(Reason.NONE))));
    probes.addAll(LicenceProbes.of(live.licence(), live.permission()));
    probes.addAll(options(live));
    return new Facts(
        installation.nodeId(),
        host(),
        installation.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        account(),
        new Facts.Service(
            word(settings.service().adapter().kind()),
            installation.serviceVersion(),
            settings.service().settingsFolder()),
        live.witness(),
        new Facts.Licence(
            settings.licence().issuer().orElse(""), LicenceProbes.kind(live.licence())),
        queues.found(),
        probes);
  }

  private static List<Probe> options(Live live) {
    if (live.options().isEmpty()) {
      return List.of(Probe.fine(Topic.PAIR_OPTION, ""));
    }
    return live.options().stream()
        .map(option -> Probe.trouble(Topic.PAIR_OPTION, option.option().word(), differs(option)))
        .toList();
  }

  private static Reason differs(FileDifference option) {
    boolean known = option.setOn().isPresent();
    Reason differs =
        Reason.of(known ? ReasonCode.PROBE_OPTION_SET_ON : ReasonCode.PROBE_OPTION)
            .with("says", option.says())
            .with("holds", option.holds())
            .with("revision", option.revision());
    return known ? differs.with("host", option.setOn().get().host()) : differs;
  }

  /** The queues, asked for like all else that may hang. */
  private static final class Queues implements CheckTask.Action {
    private volatile Optional<List<Queue>> found = Optional.empty();

    @Override
    public Optional<Reason> look() {
      found = SystemPrinters.list();
      return Optional.empty();
    }

    Optional<List<Queue>> found() {
      return found;
    }
  }

  // ---- folders and files ----

  private void folders(Live live, List<CheckTask> looks) {
    Path settingsFolder = Path.of(settings.service().settingsFolder());
    looks.add(
        new CheckTask(
            Topic.SETTINGS_FOLDER,
            settingsFolder.toString(),
            () -> FileChecks.folder(settingsFolder)));
    String letters = System.getProperty("sun.jnu.encoding", "UTF-8");
    looks.add(new CheckTask(Topic.NAMES, letters, () -> FileChecks.names(letters)));
    if (settings.sync().keepOwner() != Settings.KeepOwner.NONE) {
      looks.add(new CheckTask(Topic.OWNERS, account(), () -> FileChecks.owner(settingsFolder)));
    }
    attributes(settingsFolder, looks);
    live.folders().forEach(folder -> attributes(Path.of(folder), looks));
    Set<String> roomy = new HashSet<>(List.of(settingsFolder.toString()));
    for (String folder : live.folders()) {
      looks.add(new CheckTask(Topic.FOLDER, folder, () -> FileChecks.folder(Path.of(folder))));
      roomy.add(folder);
    }
    roomy.add(installation.home().toString());
    for (String folder : roomy) {
      looks.add(new CheckTask(Topic.DISK, folder, () -> FileChecks.room(Path.of(folder))));
      looks.add(new CheckTask(Topic.DISK_LOW, folder, () -> FileChecks.muchRoom(Path.of(folder))));
    }
    if (settings.witness().kind() == Settings.WitnessKind.SHARE) {
      Path witness = Path.of(settings.witness().folder());
      looks.add(
          new CheckTask(
              Topic.WITNESS_FOLDER, witness.toString(), () -> FileChecks.present(witness)));
    }
  }

  private void attributes(Path folder, List<CheckTask> looks) {
    looks.add(new CheckTask(Topic.ATTRIBUTES, folder.toString(), () -> attributes.look(folder)));
  }

  private void service(List<CheckTask> looks) {
    for (String program : installation.programs()) {
      looks.add(new CheckTask(Topic.PROGRAM, program, () -> FileChecks.program(program)));
    }
    Settings.Hooks hooks = settings.service().hooks();
    for (List<String> hook : List.of(hooks.onPromote(), hooks.onDemote())) {
      hook.stream()
          .findFirst()
          .ifPresent(
              program ->
                  looks.add(new CheckTask(Topic.HOOK, program, () -> FileChecks.program(program))));
    }
    if (settings.service().adapter() instanceof ServiceAdapter.Systemd systemd) {
      looks.add(new CheckTask(Topic.PROGRAM, systemd.unit(), () -> unit(systemd.unit())));
    }
    for (String script : settings.sync().scripts()) {
      looks.add(new CheckTask(Topic.SCRIPT, script, () -> FileChecks.program(script)));
    }
  }

  /** Whether the health checks can be done here; where they are done, what they found. */
  private List<Probe> checks(Live live, List<CheckTask> looks) {
    List<Probe> failing = new ArrayList<>();
    List<HealthCheck> checks = settings.service().checks();
    for (int i = 0; i < checks.size(); i++) {
      HealthCheck check = checks.get(i);
      String subject = check.kind().word() + " " + check.target();
      Reason found = i < live.checks().size() ? live.checks().get(i) : Reason.NONE;
      if (found.isEmpty()) {
        looks.add(new CheckTask(Topic.HEALTH_CHECK, subject, check.choose(new CheckLooks())));
      } else {
        failing.add(Probe.trouble(Topic.HEALTH_CHECK, subject, found));
      }
    }
    return failing;
  }

  /** What a health check needs of the node that does it. */
  private static final class CheckLooks implements HealthCheck.Cases<CheckTask.Action> {
    @Override
    public CheckTask.Action tcp(HealthCheck.Tcp check) {
      return () -> NetworkChecks.resolves(check.host());
    }

    @Override
    public CheckTask.Action http(HealthCheck.Http check) {
      return () -> NetworkChecks.resolves(URI.create(check.url()).getHost());
    }

    @Override
    public CheckTask.Action program(HealthCheck.Program check) {
      return () -> FileChecks.program(check.command().get(0));
    }

    @Override
    public CheckTask.Action jobs(HealthCheck.Jobs check) {
      return Optional::empty;
    }
  }

  private static Optional<Reason> unit(String name) {
    try {
      NetworkChecks.run("systemctl", "cat", "--", name);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Reason.of(ReasonCode.PROBE_UNIT_UNKNOWN));
    }
  }

  private void secrets(List<CheckTask> looks) {
    secret(looks, Topic.PAIR_KEY, settings.pair().keyFile());
    if (settings.mail().enabled() && settings.mail().secured()) {
      secret(looks, Topic.PASSWORD, settings.mail().passwordFile());
    }
    settings
        .witness()
        .etcd()
        .login()
        .ifPresent(login -> secret(looks, Topic.PASSWORD, login.passwordFile()));
  }

  private void secret(List<CheckTask> looks, Topic topic, String name) {
    Path path = installation.file().apply(name);
    looks.add(new CheckTask(topic, path.toString(), () -> FileChecks.secret(path)));
  }

  // ---- capture folders and printers ----

  /** What our own LPM is to watch and to print on. Of other services nothing is known. */
  private List<Probe> labels(Optional<List<Queue>> queues) throws InterruptedException {
    if (settings.service().adapter().kind() != ServiceAdapter.Kind.LPM) {
      return List.of();
    }
    List<CheckTask> looks = new ArrayList<>();
    List<Probe> probes = new ArrayList<>();
    try {
      LpmSettings lpm = LpmSettings.read(Path.of(settings.service().settingsFolder()));
      lpm.faults().forEach((name, fault) -> probes.add(Probe.trouble(Topic.SENTINEL, name, fault)));
      if (lpm.faults().isEmpty() && !lpm.captures().isEmpty()) {
        probes.add(Probe.fine(Topic.SENTINEL, ""));
      }
      for (Path capture : lpm.captures()) {
        looks.add(
            new CheckTask(
                Topic.CAPTURE_FOLDER,
                capture.toString(),
                () -> FileChecks.shared(capture, installation.nodeId())));
      }
      lpm.printers().forEach(printer -> looks.add(printer(printer, queues)));
    } catch (IOException e) {
      probes.add(Probe.trouble(Topic.SENTINEL, "definitions", Patience.why(e)));
    }
    probes.addAll(patience.look(looks, LIMIT));
    return probes;
  }

  private CheckTask printer(LpmSettings.Printer printer, Optional<List<Queue>> queues) {
    if (printer.folder().isPresent()) {
      Path folder = printer.folder().get();
      return new CheckTask(
          Topic.PRINTER, printer.name(), () -> FileChecks.shared(folder, installation.nodeId()));
    }
    boolean local = printer.host().matches("localhost|127\\..*|\\[?::1]?");
    if (!local || printer.queue().isEmpty()) {
      return new CheckTask(
          Topic.PRINTER,
          printer.name(),
          () -> NetworkChecks.listens(printer.host(), printer.port()));
    }
    return new CheckTask(Topic.LOCAL_PRINTER, printer.name(), () -> queue(printer, queues));
  }

  private static Optional<Reason> queue(LpmSettings.Printer printer, Optional<List<Queue>> queues)
      throws InterruptedException {
    boolean known =
        queues.isEmpty()
            || queues.get().stream().anyMatch(queue -> queue.name().equals(printer.queue()));
    return known
        ? NetworkChecks.listens(printer.host(), printer.port())
        : Optional.of(Reason.of(ReasonCode.PROBE_QUEUE_UNKNOWN).with("queue", printer.queue()));
  }

  // ---- the machine ----

  private List<Probe> address() {
    Optional<InetAddress> own =
        installation
            .addresses()
            .local()
            .get()
            .or(
                () ->
                    installation
                        .addresses()
                        .peer()
                        .get()
                        .flatMap(
                            peer -> NetworkChecks.own(peer, settings.pair().peerAddress().port())));
    Optional<Boolean> loan = own.flatMap(NetworkChecks::isLoan);
    if (loan.isEmpty()) {
      return List.of();
    }
    String address = own.get().getHostAddress();
    return List.of(
        loan.get()
            ? Probe.trouble(Topic.ADDRESS, address, Reason.of(ReasonCode.PROBE_ADDRESS_LENT))
            : Probe.fine(Topic.ADDRESS, address));
  }

  private String peerHost() {
    return settings.pair().peerAddress().host();
  }

  private String peer() {
    return settings.pair().peerAddress().text();
  }

  private static String account() {
    return System.getProperty("user.name", "");
  }

  private static String host() {
    try {
      if (Files.isReadable(HOST_NAME)) {
        return Files.readString(HOST_NAME).strip();
      }
    } catch (IOException e) {
      // Then it is nameless: the name only helps people.
      return "";
    }
    return System.getenv().getOrDefault("COMPUTERNAME", "");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void close() {
    patience.close();
  }
}
