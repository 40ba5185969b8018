package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.role.WitnessView;
import org.sbs.testkit.Needs;

/** With a real etcd. */
@Tag("slow")
@Needs({"etcd", "etcdctl", "openssl"})
class EtcdWitnessTest {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final Duration SHORT_LEASE = Duration.ofSeconds(3);

  @TempDir private Path folder;
  private final List<Witness> open = new ArrayList<>();

  @BeforeEach
  void installed() {}

  @AfterEach
  void close() {
    open.forEach(Witness::close);
  }

  private EtcdSetup setup(EtcdServer server, String nodeId) {
    return new EtcdSetup(
        List.of(server.url()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "/sbs/",
        "pair",
        nodeId,
        LEASE,
        DEADLINE);
  }

  private EtcdWitness opened(EtcdSetup setup) throws WitnessException {
    EtcdWitness witness = EtcdWitness.of(setup, () -> 0, () -> true);
    open.add(witness);
    return witness;
  }

  /** As one sees it who never saw the claim while its lease ran. */
  private void awaitEndOfLease(EtcdServer server) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              try (EtcdWitness fresh =
                  EtcdWitness.of(setup(server, "fresh"), () -> 0, () -> true)) {
                return fresh.read().mark().equals("ended");
              }
            });
  }

  private EtcdWitness node(EtcdServer server, String nodeId) throws WitnessException {
    return opened(setup(server, nodeId));
  }

  @Test
  @DisplayName("R6.1 R6.2 claim, renew, release; etcd itself refuses while another's lease runs")
  void life() throws Exception {
    try (EtcdServer server = EtcdServer.start(folder)) {
      EtcdWitness a = node(server, "a");
      EtcdWitness b = node(server, "b");
      assertThat(a.objection()).isEmpty();
      assertThat(a.identity()).isEqualTo(b.identity());
      assertThat(a.read()).isEqualTo(WitnessView.UNCLAIMED);
      assertThat(a.claim(3, a.read())).isTrue();
      WitnessView seen = b.read();
      assertThat(seen.epoch()).isEqualTo(3);
      assertThat(seen.holder()).isEqualTo("a");
      assertThat(seen.free()).isFalse();
      assertThat(b.claim(4, seen)).isFalse();
      assertThat(b.renew(3)).isFalse();
      assertThat(a.renew(3)).isTrue();
      assertThat(b.read().mark()).isNotEqualTo(seen.mark());
      a.release(3);
      assertThat(b.read()).isEqualTo(new WitnessView(3, "a", "ended", true));
      assertThat(a.renew(3)).isFalse();
      assertThat(b.claim(3, b.read())).isFalse();
      assertThat(b.claim(4, WitnessView.UNCLAIMED)).as("on an old view").isFalse();
      assertThat(b.claim(4, b.read())).isTrue();
      a.release(3);
      assertThat(b.renew(4)).isTrue();
    }
  }

  @Test
  @DisplayName("R10.8 R6.1 a node that does not know the pair's name claims nothing beside others")
  void unnamed() throws Exception {
    try (EtcdServer server = EtcdServer.start(folder)) {
      AtomicBoolean named = new AtomicBoolean();
      EtcdSetup known = setup(server, "c");
      EtcdSetup derived =
          new EtcdSetup(
              known.endpoints(),
              known.login(),
              known.authority(),
              known.certificate(),
              known.prefix(),
              "derived",
              known.nodeId(),
              known.lease(),
              known.deadline());
      EtcdWitness fresh = EtcdWitness.of(derived, () -> 0, named::get);
      open.add(fresh);
      // Nobody else is there: it is a pair's first node.
      assertThat(fresh.identity()).isNotBlank();
      assertThat(fresh.claim(1, fresh.read())).isTrue();
      fresh.release(1);
      EtcdWitness a = node(server, "a");
      assertThat(a.identity()).isNotEqualTo("");
      assertThatThrownBy(fresh::identity)
          .hasMessageContaining("does not know the name of its pair");
      assertThatThrownBy(fresh::read).isInstanceOf(WitnessException.class);
      assertThatThrownBy(() -> fresh.claim(2, new WitnessView(1, "c", "ended", true)))
          .isInstanceOf(WitnessException.class);
      named.set(true);
      assertThat(fresh.claim(2, fresh.read())).isTrue();
    }
  }

  @Test
  @DisplayName("R6.2 of many nodes that claim in one instant, with any epochs, exactly one wins")
  void race() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (EtcdServer server = EtcdServer.start(folder)) {
      List<EtcdWitness> nodes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        nodes.add(node(server, "node" + i));
      }
      for (int round = 0; round < 30; round++) {
        WitnessView seen = nodes.get(0).read();
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
          EtcdWitness node = nodes.get(i);
          long epoch = seen.epoch() + 1 + i % 3;
          claims.add(() -> node.claim(epoch, seen));
        }
        int winners = 0;
        for (Future<Boolean> claim : threads.invokeAll(claims)) {
          winners += claim.get() ? 1 : 0;
        }
        assertThat(winners).as("round %s", round).isEqualTo(1);
        WitnessView after = nodes.get(0).read();
        nodes.get(Integer.parseInt(after.holder().substring(4))).release(after.epoch());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("R6.3 a claim whose lease ended unheard stands as long as nobody else claims")
  void revives() throws Exception {
    try (EtcdServer server = EtcdServer.start(folder)) {
      EtcdWitness a = opened(shortly(setup(server, "a")));
      EtcdWitness b = node(server, "b");
      assertThat(a.claim(1, a.read())).isTrue();
      awaitEndOfLease(server);
      WitnessView ended = b.read();
      assertThat(a.renew(1)).isTrue();
      assertThat(b.claim(2, ended)).isFalse();
      a.release(1);
      assertThat(b.read().free()).isTrue();
      assertThat(a.renew(1)).isFalse();
      assertThat(b.claim(2, b.read())).isTrue();
    }
  }

  @Test
  @DisplayName("R6.2 the lease of a holder that died ends, and its renewal fails from then on")
  void leaseEnds() throws Exception {
    try (EtcdServer server = EtcdServer.start(folder)) {
      EtcdWitness a = opened(shortly(setup(server, "a")));
      EtcdWitness b = node(server, "b");
      assertThat(a.claim(1, a.read())).isTrue();
      WitnessView seen = b.read();
      assertThat(seen.free()).isFalse();
      awaitEndOfLease(server);
      assertThat(b.read()).as("the end of a lease is no sign of life").isEqualTo(seen);
      assertThat(b.claim(2, b.read())).isTrue();
      assertThat(a.renew(1)).isFalse();
    }
  }

  @Test
  @DisplayName("R6.2 a node that was killed and is back need not wait for its own lease")
  void ownEarlierLife() throws Exception {
    try (EtcdServer server = EtcdServer.start(folder)) {
      EtcdWitness earlier = node(server, "a");
      assertThat(earlier.claim(1, earlier.read())).isTrue();
      EtcdWitness later = node(server, "a");
      assertThat(later.renew(1)).isFalse();
      assertThat(later.claim(2, later.read())).isTrue();
      assertThat(earlier.renew(1)).isFalse();
      assertThat(later.renew(2)).isTrue();
    }
  }

  @Test
  @DisplayName("R6.2 R11.3 etcd restarted: the epoch is remembered, the holder goes on")
  void restart() throws Exception {
    try (EtcdServer server = EtcdServer.start(folder)) {
      EtcdWitness a = node(server, "a");
      assertThat(a.claim(7, a.read())).isTrue();
      String identity = a.identity();
      server.kill();
      long began = System.nanoTime();
      assertThatThrownBy(() -> a.renew(7))
          .isInstanceOf(WitnessException.class)
          .hasMessageContaining(server.url());
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DEADLINE.multipliedBy(2));
      server.start();
      EtcdWitness b = node(server, "b");
      assertThat(b.read().epoch()).isEqualTo(7);
      assertThat(b.identity()).isEqualTo(identity);
      await().ignoreException(WitnessException.class).until(() -> a.renew(7));
      assertThat(b.claim(8, b.read())).isFalse();
    }
  }

  @Test
  @DisplayName("R6.3 R11.3 an etcd that is frozen is a failure in time, and works again after")
  void frozen() throws Exception {
    try (EtcdServer server = EtcdServer.start(folder)) {
      EtcdWitness a = node(server, "a");
      assertThat(a.claim(1, a.read())).isTrue();
      server.signal("STOP");
      try {
        long began = System.nanoTime();
        assertThatThrownBy(() -> a.renew(1)).isInstanceOf(WitnessException.class);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(took).isLessThan(DEADLINE.multipliedBy(2));
      } finally {
        server.signal("CONT");
      }
      await().ignoreException(WitnessException.class).until(() -> a.read().epoch() == 1);
    }
  }

  @Test
  @DisplayName("R6.1 TLS: the right authority is accepted, another is refused with its reason")
  void encrypted() throws Exception {
    try (EtcdServer server = EtcdServer.startEncrypted(folder)) {
      EtcdServer.makeAuthority(folder, "other");
      EtcdWitness good = opened(with(setup(server, "a"), folder.resolve("ca.pem")));
      assertThat(good.claim(1, good.read())).isTrue();
      EtcdWitness wrong = opened(with(setup(server, "b"), folder.resolve("other.pem")));
      EtcdWitness none = opened(setup(server, "b"));
      for (EtcdWitness witness : List.of(wrong, none)) {
        assertThatThrownBy(witness::objection)
            .isInstanceOf(WitnessException.class)
            .hasMessageContaining("cannot be trusted")
            .hasMessageContaining("ca-file");
      }
      assertThatThrownBy(() -> opened(with(setup(server, "b"), folder.resolve("none.pem"))))
          .isInstanceOf(WitnessException.class)
          .hasMessageContaining("none.pem");
      Path empty = Files.createFile(folder.resolve("empty.pem"));
      assertThatThrownBy(() -> opened(with(setup(server, "b"), empty)))
          .isInstanceOf(WitnessException.class)
          .hasMessageContaining("certificates for etcd");
    }
  }

  @Test
  @DisplayName("R6.1 an etcd that asks for a certificate takes the right one, and no other")
  void ownCertificate() throws Exception {
    try (EtcdServer server = EtcdServer.startDemanding(folder)) {
      EtcdServer.makeAuthority(folder, "other");
      EtcdServer.makeCertificate(folder, "node", "ca");
      EtcdServer.makeCertificate(folder, "stranger", "other");
      EtcdSetup trusting = with(setup(server, "a"), folder.resolve("ca.pem"));
      EtcdWitness good = opened(showing(trusting, "node"));
      assertThat(good.claim(1, good.read())).isTrue();
      assertThat(good.renew(1)).isTrue();
      for (EtcdSetup setup : List.of(trusting, showing(trusting, "stranger"))) {
        EtcdWitness refused = opened(setup);
        assertThatThrownBy(refused::objection)
            .isInstanceOf(WitnessException.class)
            .hasMessageContaining("does not trust this node")
            .hasMessageContaining("cert-file");
      }
      assertThatThrownBy(() -> opened(showing(trusting, "nobody")))
          .isInstanceOf(WitnessException.class)
          .hasMessageContaining("nobody");
    }
  }

  private EtcdSetup showing(EtcdSetup setup, String name) {
    return new EtcdSetup(
        setup.endpoints(),
        setup.login(),
        setup.authority(),
        Optional.of(
            new EtcdSetup.Certificate(
                folder.resolve(name + ".pem"), folder.resolve(name + ".key"))),
        setup.prefix(),
        setup.pairName(),
        setup.nodeId(),
        setup.lease(),
        setup.deadline());
  }

  private static EtcdSetup shortly(EtcdSetup setup) {
    return new EtcdSetup(
        setup.endpoints(),
        setup.login(),
        setup.authority(),
        setup.certificate(),
        setup.prefix(),
        setup.pairName(),
        setup.nodeId(),
        SHORT_LEASE,
        setup.deadline());
  }

  private static EtcdSetup with(EtcdSetup setup, Path authority) {
    return new EtcdSetup(
        setup.endpoints(),
        setup.login(),
        Optional.of(authority),
        setup.certificate(),
        setup.prefix(),
        setup.pairName(),
        setup.nodeId(),
        setup.lease(),
        setup.deadline());
  }

  @Test
  @DisplayName("R6.1 R8.3 with users: the right password works, a wrong one is told as such")
  void users() throws Exception {
    try (EtcdServer server = EtcdServer.start(folder)) {
      server.control("user add root:secret");
      server.control("user add sbs:labels");
      server.control("role add sbs");
      server.control("role grant-permission sbs --prefix=true readwrite /sbs/");
      server.control("user grant-role sbs sbs");
      server.control("user grant-role root root");
      server.control("auth enable");
      EtcdWitness good = opened(with(setup(server, "a"), "sbs", "labels\n"));
      assertThat(good.claim(1, good.read())).isTrue();
      assertThat(good.renew(1)).isTrue();
      good.release(1);
      EtcdWitness wrong = opened(with(setup(server, "b"), "sbs", "printers"));
      assertThatThrownBy(wrong::read)
          .isInstanceOf(WitnessException.class)
          .hasMessageContaining("refuses the user or the password")
          .hasMessageNotContaining("printers");
      assertThatThrownBy(() -> node(server, "c").read())
          .isInstanceOf(WitnessException.class)
          .hasMessageContaining("has users, and none is given");
      EtcdWitness elsewhere =
          opened(with(prefixed(setup(server, "d"), "/other/"), "sbs", "labels"));
      assertThatThrownBy(elsewhere::read).hasMessageContaining("below the prefix");
      Path open = Files.writeString(folder.resolve("open"), "labels");
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
      assertThatThrownBy(
              () -> EtcdWitness.of(with(setup(server, "e"), "sbs", open), () -> 0, () -> true))
          .hasMessageContaining("chmod 600");
    }
  }

  private EtcdSetup with(EtcdSetup setup, String user, String password) throws Exception {
    Path file = Files.createTempFile(folder, "password", "");
    Files.writeString(file, password);
    return with(setup, user, file);
  }

  private static EtcdSetup with(EtcdSetup setup, String user, Path password) {
    return new EtcdSetup(
        setup.endpoints(),
        Optional.of(new EtcdSetup.Login(user, password)),
        setup.authority(),
        setup.certificate(),
        setup.prefix(),
        setup.pairName(),
        setup.nodeId(),
        setup.lease(),
        setup.deadline());
  }

  private static EtcdSetup prefixed(EtcdSetup setup, String prefix) {
    return new EtcdSetup(
        setup.endpoints(),
        setup.login(),
        setup.authority(),
        setup.certificate(),
        prefix,
        setup.pairName(),
        setup.nodeId(),
        setup.lease(),
        setup.deadline());
  }

  @Test
  @DisplayName("R10.10 an absurd epoch in etcd is named, and neither claimed above nor deleted")
  void absurdEpoch() throws Exception {
    try (EtcdServer server = EtcdServer.start(folder)) {
      EtcdWitness witness = node(server, "e");
      assertThat(witness.claim(1, witness.read())).isTrue();
      for (String absurd :
          List.of("9223372036854775807", "9999999999999999999", "1000000000001", "1000002")) {
        put(server, absurd + " other");
        assertThatThrownBy(witness::read)
            .isInstanceOf(WitnessException.class)
            .hasMessageContaining("absurd epoch " + absurd)
            .hasMessageContaining("/sbs/pair/epoch");
      }
      put(server, "1000001 other");
      assertThat(witness.read().epoch()).isEqualTo(1_000_001);
    }
  }

  private void put(EtcdServer server, String value) throws WitnessException {
    try (EtcdConnection connection = EtcdConnection.of(setup(server, "x"))) {
      var unused =
          connection.await(
              connection
                  .client()
                  .getKVClient()
                  .put(EtcdConnection.text("epoch"), EtcdConnection.text(value)));
    }
  }
}
