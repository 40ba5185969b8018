package org.sbs.server.node;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sbs.core.consent.Answer;
import org.sbs.core.consent.FolderPath;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.Origin;
import org.sbs.core.readiness.Facts;
import org.sbs.core.readiness.Probe;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.PathRules;
import org.sbs.core.role.DurableState;
import org.sbs.core.settings.Settings;
import org.sbs.server.check.NodeFacts;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.link.AddressMemory;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.KeyringFile;
import org.sbs.server.link.LocalAddress;
import org.sbs.server.link.NameResolver;
import org.sbs.server.link.PairIdentity;
import org.sbs.server.link.PairKey;
import org.sbs.server.link.PairKeys;
import org.sbs.server.link.PeerAddress;
import org.sbs.server.link.PeerAddresses;
import org.sbs.server.mail.MailSource;
import org.sbs.server.mail.Mailer;
import org.sbs.server.options.OptionsInForce;
import org.sbs.server.options.SettingsInUse;
import org.sbs.server.store.HistoryFile;
import org.sbs.server.store.NodeStore;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.consent.Consents;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.text.ReasonText;
import org.sbs.view.text.Texts;

/** Two whole nodes in this JVM, over real sockets and real disks, with services in memory. */
final class TestPair implements AutoCloseable {
  private final Path folder;
  final PairKey key = PairKey.generate();
  final PairIdentity identity = PairIdentity.of(key);
  private final AtomicInteger running = new AtomicInteger();
  private final int[] ports;
  final Side a;
  final Side b;

  TestPair(Path folder) throws IOException {
    this.folder = folder;
    this.ports = freePorts();
    a = new Side("a", 0);
    b = new Side("b", 1);
  }

  private static int[] freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket two = new ServerSocket(0, 1, loopback)) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    }
  }

  /** One of the two; it can be started again after it was closed. */
  final class Side implements AutoCloseable {
    private final String name;
    private final int index;
    final Path settings;
    FakeService service = new FakeService(running);
    volatile String moreSettings = "";
    volatile String morePair = "";
    volatile String period = "period-seconds = 1";

    /** Whether somebody has said there that its peer may write all folders of the test. */
    boolean accepts = true;

    Consumer<FakeService> make = service -> {};
    volatile List<Probe> probes = List.of();
    volatile Supplier<LicenceFinding> licence = LicenceFinding::off;

    /** What each health check of the service finds. */
    volatile CheckOutcome health = CheckOutcome.PASSED;

    Node node;
    OptionsInForce options;
    ReplicaStore replica;
    private NodeStore store;
    PairKeys keys;

    Side(String name, int index) throws IOException {
      this.name = name;
      this.index = index;
      this.settings = Files.createDirectories(folder.resolve("settings-" + name));
    }

    Side start() throws Exception {
      Path home = Files.createDirectories(folder.resolve("home-" + name));
      service = new FakeService(running);
      make.accept(service);
      store = NodeStore.open(home.resolve("state"));
      FolderScanner scanner = new FolderScanner(Clock.systemUTC());
      replica =
          new ReplicaStore(
              home.resolve("state"),
              scanner,
              new Disk(),
              Clock.systemUTC(),
              Duration.ofDays(30),
              store.state().nodeId());
      List<Reason> found = replica.recover();
      if (!found.isEmpty()) {
        throw new IOException(found.toString());
      }
      options = options(home);
      if (accepts) {
        Consents answers =
            Consents.open(home.resolve("state"), replica.committed().map(c -> c.folderSet()));
        FolderPath all =
            FolderPath.parse(folder.toRealPath().toString(), PathRules.Names.POSIX).orElseThrow();
        answers.add(new Answer(all, all, true));
      }
      keys = PairKeys.load(keyFile());
      node =
          new Node(
              new Node.Dependencies(
                  settings(),
                  home,
                  keys,
                  peerAt(ports[1 - index], ports[index]),
                  List.of(),
                  store,
                  replica,
                  scanner,
                  new HistoryFile(home.resolve("history")),
                  service,
                  Optional.empty(),
                  licence,
                  live -> facts(live, store.state().nodeId()),
                  mailer(home, options),
                  new AnyProbe(within -> health),
                  options,
                  new SettingsInUse(
                      new SettingsInUse.Source(
                          this::loaded,
                          () -> period + morePair + moreSettings,
                          said -> says(said, home))),
                  false));
      return this;
    }

    /** Where its pair keys lie. */
    KeyringFile keyFile() throws IOException {
      KeyringFile file = new KeyringFile(folder.resolve("home-" + name).resolve("pair.key"));
      if (!file.exists()) {
        file.save(Keyring.of(key));
      }
      return file;
    }

    /** As a check would find the node; a test names what is wrong. */
    private Facts facts(NodeFacts.Live live, String nodeId) {
      return new Facts(
          nodeId,
          name,
          "1",
          "Test",
          "sbs",
          new Facts.Service("lpm", "1", "/settings"),
          live.witness(),
          new Facts.Licence("", "off"),
          Optional.empty(),
          probes);
    }

    /** With what its settings say taken in, as at any start. */
    private OptionsInForce options(Path home) {
      return OptionsInForce.start(
          home.resolve("state"),
          new Origin(store.state().nodeId(), "node-" + name),
          says(settings(), home));
    }

    private FileOptions says(Settings settings, Path home) {
      MailSource said =
          new MailSource(
              settings.mail(), home::resolve, home.resolve("state"), MailSource.Agreed.NOTHING);
      return FileOptions.of(settings, said.said());
    }

    private Mailer mailer(Path home, OptionsInForce options) throws IOException {
      return new Mailer(
          new Mailer.Setup(
              settings().mail(),
              home::resolve,
              home.resolve("state"),
              "node-" + name,
              Texts.of(Locale.ENGLISH),
              Clock.systemUTC(),
              new MailSource.Agreed(() -> options.now().mail(), options.me().nodeId())));
    }

    private Settings settings() {
      SettingsFile.Loaded loaded = loaded();
      return loaded.settings().orElseThrow(() -> new AssertionError(loaded.problems()));
    }

    private SettingsFile.Loaded loaded() {
      return SettingsFile.check(
          """
          [pair]
          local-address = "127.0.0.1"
          peer-address = "127.0.0.1:%d"
          port = %d
          %s
          start-wait-seconds = 1
          %s
          [service]
          settings-folder = '%s'
          %s
          """
              .formatted(ports[1 - index], ports[index], period, morePair, settings, moreSettings));
    }

    /** What it would still know after a crash. */
    DurableState durable() {
      return store.state();
    }

    NodeStatus await(String what, Predicate<NodeStatus> wish) {
      org.awaitility.Awaitility.await(name + " is " + what)
          .atMost(Duration.ofSeconds(60))
          .until(() -> wish.test(node.status()));
      return node.status();
    }

    NodeStatus awaitRole(String role) {
      return await(role, status -> status.role().equals(role));
    }

    NodeStatus awaitServing() {
      return await(
          "serving", status -> status.role().equals("primary") && status.service().running());
    }

    /** Ends it as a crash does: nothing is said, the service is gone. */
    @Override
    public void close() {
      if (node != null) {
        node.close();
        store.close();
        node = null;
      }
    }
  }

  /** Where a node with that port of its own looks for its peer: at another port of this machine. */
  static PeerAddresses peerAt(int port, int ownPort) {
    LocalAddress here = LocalAddress.of(InetAddress.getLoopbackAddress());
    return new PeerAddresses(
        new PeerAddress("127.0.0.1", port),
        new PeerAddresses.Me(here, ownPort, ""),
        NameResolver.ofSystem(),
        AddressMemory.ofNothing());
  }

  int running() {
    return running.get();
  }

  /** A primary and b its secondary with a whole copy. */
  TestPair together() throws Exception {
    a.start().awaitServing();
    b.start().awaitRole("secondary");
    b.await("ready", status -> status.readiness().ready());
    a.await("ready", status -> status.readiness().ready());
    return this;
  }

  static void awaitFile(Path file, String content) {
    await("content of " + file.getFileName())
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(file) && Files.readString(file).equals(content));
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }

  /** A reason in the words of the log. */
  static String said(Reason reason) {
    return ReasonText.english().say(reason);
  }
}
