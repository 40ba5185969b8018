package org.sbs.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.Origin;
import org.sbs.core.settings.Settings;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminServer;
import org.sbs.server.check.FactsGatherer;
import org.sbs.server.cli.NodeRunner;
import org.sbs.server.config.FormerNames;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.licence.LicenceFile;
import org.sbs.server.link.KeyringFile;
import org.sbs.server.link.PairKeys;
import org.sbs.server.mail.Machine;
import org.sbs.server.mail.MailSource;
import org.sbs.server.mail.Mailer;
import org.sbs.server.node.MonotonicClock;
import org.sbs.server.node.Node;
import org.sbs.server.node.NodeControl;
import org.sbs.server.options.HomeSettings;
import org.sbs.server.options.OptionsInForce;
import org.sbs.server.options.SettingsInUse;
import org.sbs.server.platform.SystemdNotice;
import org.sbs.server.service.ProtectedService;
import org.sbs.server.service.ServiceException;
import org.sbs.server.store.HistoryFile;
import org.sbs.server.store.NodeStore;
import org.sbs.server.store.StoreException;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.message.Packing;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.witness.TimedWitness;
import org.sbs.server.witness.WitnessException;
import org.sbs.view.text.ReasonText;
import org.sbs.view.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one node in this process, from its settings to its exit status. */
final class NodeProgram implements NodeRunner {
  private static final Logger LOG = LoggerFactory.getLogger("sbs");
  private static final int FAILED = 1;
  private static final int CONFIGURATION = 78;
  private static final long HAND_OVER_LIMIT_SECONDS = 60;

  /** For one look at how far the hand-over is, and the end that follows it. */
  private static final Duration END_LIMIT = Duration.ofSeconds(2 * HAND_OVER_LIMIT_SECONDS);

  private final Supervisor supervisor;

  /** A node that the signals of the system end. */
  NodeProgram() {
    this(new SignalSupervisor());
  }

  /** A node that this supervisor may end. */
  NodeProgram(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  @Override
  public int run(
      HomeFolder home, Settings settings, boolean forced, PrintStream out, PrintStream err) {
    NamesWiring.keepShortly();
    NodeLog log = NodeLog.open(home.log());
    try {
      useCurrentNames(home.settingsFile());
      return run(home, settings, forced, err);
    } finally {
      log.close();
    }
  }

  private static void useCurrentNames(Path file) {
    try {
      for (FormerNames.Renamed one : FormerNames.replaceIn(file)) {
        LOG.info("In {} the setting {} is called {} now.", file, one.before(), one.now());
      }
    } catch (IOException e) {
      // Its former names are read all the same.
      LOG.info("{} has former names of settings and cannot be written: {}", file, e.getMessage());
    }
  }

  private int run(HomeFolder home, Settings settings, boolean forced, PrintStream err) {
    PairKeys keys;
    try {
      keys = PairKeys.load(new KeyringFile(home.file(settings.pair().keyFile())));
    } catch (IOException e) {
      complain(err, e.getMessage());
      return CONFIGURATION;
    }
    NamesWiring names = new NamesWiring(settings.pair(), home.state());
    try (NodeStore store = NodeStore.open(home.state());
        FolderScanner scanner =
            new FolderScanner(Clock.systemUTC(), home.state(), settings.sync().keepOwner());
        ProtectedService service =
            ServiceWiring.service(settings.service(), home, store.state().nodeId());
        FactsGatherer facts =
            FactsWiring.facts(settings, home, store.state().nodeId(), names.peer())) {
      AdminServer.forgetOld(home.state());
      ReplicaStore replica = replica(settings, home, scanner, store);
      WitnessWiring wiring = new WitnessWiring(settings, home);
      Optional<Node.Voice> witness =
          wiring
              .witness(
                  keys::now,
                  store.state().nodeId(),
                  () -> store.state().epoch(),
                  new MonotonicClock())
              .map(asked -> new Node.Voice(asked, wiring.lease()));
      OptionsInForce options = options(settings, home, store.state().nodeId());
      Optional<String> objection = witness.flatMap(voice -> objection(voice.witness()));
      if (objection.isPresent()) {
        complain(err, objection.get());
        return CONFIGURATION;
      }
      return serve(
          new Node.Dependencies(
              settings,
              home.data(),
              keys,
              names.peer(),
              names.reachability(),
              store,
              replica,
              scanner,
              new HistoryFile(home.history()),
              service,
              witness,
              licence(settings, home, store.state().nodeId()),
              facts,
              mailer(settings, home, options),
              ServiceWiring.probes(settings.service(), home),
              options,
              new SettingsInUse(source(home)),
              forced),
          home,
          err);
    } catch (WitnessException e) {
      complain(err, e.getMessage());
      return CONFIGURATION;
    } catch (StoreException | ServiceException | IOException e) {
      LOG.error("SBS cannot start: {}", e.getMessage());
      complain(err, e.getMessage());
      return FAILED;
    }
  }

  private static void complain(PrintStream err, String text) {
    err.println("sbs: " + Sanitizer.lines(text));
  }

  /** The wall clock decides about sentinels only, never about roles (R6.4). */
  private static Supplier<LicenceFinding> licence(
      Settings settings, HomeFolder home, String nodeId) {
    LicenceFile file =
        LicenceFile.of(home.file(LicenceFile.NAME), settings.licence().issuer(), nodeId);
    return () -> file.look(LocalDate.now(ZoneOffset.UTC));
  }

  /** With what the settings file says of them taken in. */
  private static OptionsInForce options(Settings settings, HomeFolder home, String nodeId) {
    return OptionsInForce.start(
        home.state(), new Origin(nodeId, Machine.name(System.getenv())), says(settings, home));
  }

  private static SettingsInUse.Source source(HomeFolder home) {
    return new SettingsInUse.Source(
        () -> SettingsFile.load(home.settingsFile()),
        new HomeSettings(home)::stamp,
        settings -> says(settings, home));
  }

  private static FileOptions says(Settings settings, HomeFolder home) {
    MailSource said =
        new MailSource(settings.mail(), home::file, home.state(), MailSource.Agreed.NOTHING);
    return FileOptions.of(settings, said.said());
  }

  private static Mailer mailer(Settings settings, HomeFolder home, OptionsInForce options)
      throws IOException {
    return new Mailer(
        new Mailer.Setup(
            settings.mail(),
            home::file,
            home.state(),
            Machine.name(System.getenv()),
            Texts.ofSystem(),
            Clock.systemUTC(),
            new MailSource.Agreed(() -> options.now().mail(), options.me().nodeId())));
  }

  /**
   * Why a witness cannot be one. One that does not answer now is no reason not to start: the node
   * waits for it where it needs it.
   */
  private static Optional<String> objection(TimedWitness witness) {
    TimedWitness.Answer<String> answer = witness.objection().join();
    if (answer.value().isEmpty()) {
      LOG.warn(
          "The witness could not be tried out: {}",
          ReasonText.english().sentence(answer.failure()));
    }
    Optional<String> objection = answer.value().filter(text -> !text.isEmpty());
    if (objection.isPresent()) {
      witness.close();
    }
    return objection;
  }

  /** The copy of a secondary, with a cycle finished that a crash cut off. */
  private static ReplicaStore replica(
      Settings settings, HomeFolder home, FolderScanner scanner, NodeStore store)
      throws IOException {
    Packing.load();
    ReplicaStore replica =
        new ReplicaStore(
            home.state(),
            scanner,
            new Disk(),
            Clock.systemUTC(),
            Duration.ofDays(settings.sync().versionDays()),
            store.state().nodeId());
    replica.recover().stream().map(ReasonText.english()::sentence).forEach(LOG::warn);
    return replica;
  }

  private int serve(Node.Dependencies needs, HomeFolder home, PrintStream err) throws IOException {
    try (Node node = new Node(needs);
        AdminServer admin = AdminServer.start(node, needs.settings().admin(), home.state())) {
      LOG.info("commands reach this node at {}", admin.address().text());
      SystemdNotice notice = new SystemdNotice();
      supervisor.runs(() -> endByRequest(node, notice));
      notice.ready();
      int status = node.awaitEnd();
      if (status == CONFIGURATION) {
        complain(err, ReasonText.english().say(node.status().reason()));
      }
      supervisor.ended();
      return status;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  /**
   * The service manager, or Ctrl-C, ends SBS: that is a user's stop with hand-over (R3.1). The exit
   * status is then the node's, not the signal's.
   */
  private static int endByRequest(Node node, SystemdNotice notice) {
    int status = FAILED;
    try {
      awaitHandOver(node, notice);
      status = node.awaitEnd();
    } catch (InterruptedException | ExecutionException e) {
      LOG.error("SBS ends without knowing whether it handed over", e);
    } catch (TimeoutException e) {
      LOG.error(
          "SBS ends without having handed over: nothing happened for {} seconds: {}",
          HAND_OVER_LIMIT_SECONDS,
          ReasonText.english().say(node.status().reason()));
    }
    node.close();
    return status;
  }

  /** A last cycle may take long: as long as it gets on, it is waited for. */
  private static void awaitHandOver(Node node, SystemdNotice notice)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<NodeControl.Answer> stop = node.stop();
    Optional<List<Object>> before = howFar(node);
    while (true) {
      notice.ending(END_LIMIT);
      try {
        stop.get(HAND_OVER_LIMIT_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException e) {
        Optional<List<Object>> now = howFar(node);
        if (now.isEmpty() || now.equals(before)) {
          throw e;
        }
        before = now;
      }
    }
  }

  private static Optional<List<Object>> howFar(Node node) {
    return node.status()
        .sync()
        .progress()
        .map(now -> List.of(now.cycle(), now.phase(), now.files(), now.bytes()));
  }
}
