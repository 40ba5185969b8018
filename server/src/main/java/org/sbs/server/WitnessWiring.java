package org.sbs.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.link.Keyring;
import org.sbs.server.witness.ClaimSeal;
import org.sbs.server.witness.Claimant;
import org.sbs.server.witness.EtcdSetup;
import org.sbs.server.witness.EtcdWitness;
import org.sbs.server.witness.NamedWitness;
import org.sbs.server.witness.ShareWitness;
import org.sbs.server.witness.TimedWitness;
import org.sbs.server.witness.Witness;
import org.sbs.server.witness.WitnessException;

/** Makes the witness that the settings name. */
final class WitnessWiring {
  private final Settings settings;
  private final HomeFolder home;

  WitnessWiring(Settings settings, HomeFolder home) {
    this.settings = settings;
    this.home = home;
  }

  /** How long a claim holds without being renewed. */
  Duration lease() {
    return Duration.ofSeconds(settings.witness().leaseSeconds());
  }

  /**
   * After which a call has failed: two can fail within one lease, and there is time left to stop.
   */
  Duration deadline() {
    return lease().multipliedBy(3).dividedBy(8);
  }

  /**
   * The witness, not asked yet; empty for the kind "none".
   *
   * @param keys the pair keys, now
   * @param knownEpoch the highest epoch that this node has seen, now
   * @param clock the node's own
   * @throws WitnessException if a file that the settings name cannot be used
   */
  Optional<TimedWitness> witness(
      Supplier<Keyring> keys, String nodeId, LongSupplier knownEpoch, LongSupplier clock)
      throws WitnessException {
    Optional<NamedWitness.Maker> maker =
        switch (settings.witness().kind()) {
          case NONE -> Optional.empty();
          case SHARE -> Optional.of(new Shares(keys, nodeId, knownEpoch));
          case ETCD ->
              Optional.of(
                  pairName ->
                      EtcdWitness.of(etcd(pairName, nodeId), knownEpoch, () -> keys.get().named()));
        };
    if (maker.isEmpty()) {
      return Optional.empty();
    }
    Witness named = new NamedWitness(() -> keys.get().name(), maker.get());
    return Optional.of(new TimedWitness(named, deadline(), clock));
  }

  /** Of the kind share, which has a memory on this node. */
  private final class Shares implements NamedWitness.Maker {
    private final Supplier<Keyring> keys;
    private final String nodeId;
    private final LongSupplier knownEpoch;

    Shares(Supplier<Keyring> keys, String nodeId, LongSupplier knownEpoch) {
      this.keys = keys;
      this.nodeId = nodeId;
      this.knownEpoch = knownEpoch;
    }

    @Override
    public Witness make(String pairName) {
      return share(pairName, keys, nodeId, knownEpoch);
    }

    @Override
    public Witness renamed(String pairName) throws WitnessException {
      ShareWitness.forget(memory());
      return make(pairName);
    }
  }

  private Path memory() {
    return home.state().resolve("witness-share");
  }

  private ShareWitness share(
      String pairName, Supplier<Keyring> keys, String nodeId, LongSupplier knownEpoch) {
    List<Path> copied = new ArrayList<>(List.of(home.settings(), home.data()));
    copied.add(Path.of(settings.service().settingsFolder()));
    settings.sync().folders().forEach(folder -> copied.add(Path.of(folder.path())));
    return new ShareWitness(
        Path.of(settings.witness().folder()),
        new Claimant(
            pairName,
            () -> keys.get().named(),
            ClaimSeal.of(() -> sealing(keys.get())),
            nodeId,
            knownEpoch),
        memory(),
        copied);
  }

  /** Claims outlive a change of the pair key; after a leak nothing that an old key sealed holds. */
  static ClaimSeal.Keys sealing(Keyring ring) {
    return ClaimSeal.Keys.of(ring.current().claimKey(), ring.verifying(), ring.change().isEmpty());
  }

  private EtcdSetup etcd(String pairName, String nodeId) {
    Settings.Etcd etcd = settings.witness().etcd();
    String prefix = etcd.prefix().endsWith("/") ? etcd.prefix() : etcd.prefix() + "/";
    return new EtcdSetup(
        etcd.endpoints(),
        etcd.login()
            .map(login -> new EtcdSetup.Login(login.user(), home.file(login.passwordFile()))),
        etcd.caFile().map(home::file),
        etcd.certificate()
            .map(
                own ->
                    new EtcdSetup.Certificate(home.file(own.certFile()), home.file(own.keyFile()))),
        prefix,
        pairName,
        nodeId,
        lease(),
        // Before the witness as a whole is late, etcd's own reason should be known.
        deadline().multipliedBy(2).dividedBy(3));
  }
}
