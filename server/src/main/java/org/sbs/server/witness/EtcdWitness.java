package org.sbs.server.witness;

import static org.sbs.server.witness.EtcdConnection.text;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.lease.LeaseGrantResponse;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.WitnessView;

/**
 * A witness that is an etcd cluster. One key with a lease says who holds it, one without remembers
 * the newest epoch; they are read and changed together, in transactions.
 */
public final class EtcdWitness implements Witness {
  private static final Pattern CLAIM = Pattern.compile("(\\d{1,40}) (\\S{1,64})( released)?");
  private static final String RELEASED = " released";
  private static final ByteSequence ID = text("id");
  private static final ByteSequence EPOCH = text("epoch");
  private static final int MOST_OWN_KEYS = 3;
  private static final ByteSequence HOLDER = text("holder");

  private final EtcdSetup setup;
  private final EtcdConnection connection;
  private final LongSupplier knownEpoch;
  private final BooleanSupplier named;

  /** A claim with the mark that it had when it was last looked at. */
  private record Seen(String claim, String mark) {}

  private Optional<Seen> lastSeen = Optional.empty();
  private Optional<Held> held = Optional.empty();
  private long newest;

  /** Whether this node has put the first key there while it only guessed the name of its pair. */
  private boolean guessed;

  private Optional<EtcdConnection> ofPairs = Optional.empty();

  /** What this node holds. */
  private record Held(long epoch, long lease) {}

  /** What stands in etcd: who claimed last, and who holds it now. */
  private record AnnouncedRole(Optional<KeyValue> epoch, Optional<KeyValue> holder) {}

  private EtcdWitness(
      EtcdSetup setup, EtcdConnection connection, LongSupplier knownEpoch, BooleanSupplier named) {
    this.setup = setup;
    this.connection = connection;
    this.knownEpoch = knownEpoch;
    this.named = named;
  }

  /**
   * Makes the client; nothing is sent yet.
   *
   * @param knownEpoch the highest epoch that this node has seen, now
   * @param named whether this node knows the name of its pair, now, and did not only derive it from
   *     its key
   * @throws WitnessException if a certificate, key or password cannot be read
   */
  public static EtcdWitness of(EtcdSetup setup, LongSupplier knownEpoch, BooleanSupplier named)
      throws WitnessException {
    return new EtcdWitness(setup, EtcdConnection.of(setup), knownEpoch, named);
  }

  /**
   * A node that only guesses the name of its pair puts nothing beside the keys of other pairs: one
   * of them may be its own, where the pair key was changed before this node came (R10.8).
   */
  private void requireSolePair() throws WitnessException {
    if (named.getAsBoolean() || (!guessed && connection.await(kv().get(ID)).getCount() > 0)) {
      return;
    }
    GetOption all =
        GetOption.builder().isPrefix(true).withKeysOnly(true).withLimit(MOST_OWN_KEYS + 1).build();
    if (ofPairs.isEmpty()) {
      ofPairs = Optional.of(EtcdConnection.ofPairs(setup));
    }
    EtcdConnection pairs = ofPairs.get();
    boolean sole =
        pairs.await(pairs.client().getKVClient().get(ByteSequence.EMPTY, all)).getKvs().stream()
            .allMatch(key -> string(key.getKey()).startsWith(setup.pairName() + "/"));
    if (!sole) {
      throw connection.failed(
          Reason.of(ReasonCode.WITNESS_NAME_UNKNOWN).with("folder", setup.namespace()));
    }
  }

  @Override
  public String identity() throws WitnessException {
    requireSolePair();
    ByteSequence fresh = text(UUID.randomUUID().toString());
    TxnResponse made =
        connection.await(
            kv().txn()
                .If(new Cmp(ID, Cmp.Op.EQUAL, CmpTarget.version(0)))
                .Then(Op.put(ID, fresh, PutOption.DEFAULT))
                .Else(Op.get(ID, GetOption.DEFAULT))
                .commit());
    guessed = guessed || (made.isSucceeded() && !named.getAsBoolean());
    return made.isSucceeded()
        ? string(fresh)
        : string(made.getGetResponses().get(0).getKvs().get(0).getValue());
  }

  @Override
  public WitnessView read() throws WitnessException {
    requireSolePair();
    AnnouncedRole announcedRole = announcedRole();
    if (announcedRole.epoch().isEmpty()) {
      return WitnessView.UNCLAIMED;
    }
    String value = string(announcedRole.epoch().get().getValue());
    Matcher claim = CLAIM.matcher(value);
    if (!claim.matches()) {
      throw connection.failed(
          Reason.of(ReasonCode.ETCD_KEY_STRANGE)
              .with("words", value)
              .with("key", setup.namespace() + "epoch"));
    }
    long epoch = plausible(claim.group(1));
    Optional<String> renewed =
        announcedRole.holder().map(holder -> Long.toString(holder.getModRevision()));
    String mark = renewed.orElseGet(() -> lastMark(value));
    lastSeen = Optional.of(new Seen(value, mark));
    newest = Math.max(newest, epoch);
    return new WitnessView(epoch, claim.group(2), mark, claim.group(3) != null);
  }

  /** An epoch that cannot be is no reason to claim above it (R10.10). */
  private long plausible(String digits) throws WitnessException {
    long known = Math.max(newest, knownEpoch.getAsLong());
    OptionalLong epoch = PlainClaims.number(digits);
    if (epoch.isEmpty() || !Bound.EPOCH.isPlausible(epoch.getAsLong(), known)) {
      throw connection.failed(
          Reason.of(ReasonCode.ETCD_EPOCH_ABSURD)
              .with("number", digits)
              .with("key", setup.namespace() + "epoch")
              .with("epoch", known)
              .with("other", setup.namespace() + "holder"));
    }
    return epoch.getAsLong();
  }

  /** The end of a lease is no sign of life: the mark stays what it was. */
  private String lastMark(String claim) {
    return lastSeen.filter(seen -> seen.claim().equals(claim)).map(Seen::mark).orElse("ended");
  }

  private AnnouncedRole announcedRole() throws WitnessException {
    List<GetResponse> both =
        connection
            .await(
                kv().txn()
                    .Then(Op.get(EPOCH, GetOption.DEFAULT), Op.get(HOLDER, GetOption.DEFAULT))
                    .commit())
            .getGetResponses();
    return new AnnouncedRole(first(both.get(0)), first(both.get(1)));
  }

  private static Optional<KeyValue> first(GetResponse response) {
    return response.getKvs().stream().findFirst();
  }

  @Override
  public boolean claim(long epoch, WitnessView seen) throws WitnessException {
    requireSolePair();
    Optional<KeyValue> holder = announcedRole().holder();
    if (epoch <= seen.epoch() || !holder.map(this::isMine).orElse(true)) {
      return false;
    }
    LeaseGrantResponse lease =
        connection.await(connection.client().getLeaseClient().grant(setup.lease().toSeconds()));
    Cmp lastEpoch =
        seen.epoch() == 0
            ? new Cmp(EPOCH, Cmp.Op.EQUAL, CmpTarget.version(0))
            : new Cmp(
                EPOCH,
                Cmp.Op.EQUAL,
                CmpTarget.value(
                    seen.free()
                        ? released(seen.epoch(), seen.holder())
                        : claimOf(seen.epoch(), seen.holder())));
    // A claim of this node's own earlier life goes on until its lease ends: it is replaced.
    long revision = holder.map(KeyValue::getModRevision).orElse(0L);
    Cmp lastHolder = new Cmp(HOLDER, Cmp.Op.EQUAL, CmpTarget.modRevision(revision));
    ByteSequence mine = claimOf(epoch, setup.nodeId());
    boolean claimed =
        connection
            .await(
                kv().txn()
                    .If(lastEpoch, lastHolder)
                    .Then(
                        Op.put(EPOCH, mine, PutOption.DEFAULT),
                        Op.put(HOLDER, mine, leased(lease.getID())))
                    .commit())
            .isSucceeded();
    if (claimed) {
      newest = Math.max(newest, epoch);
      held = Optional.of(new Held(epoch, lease.getID()));
    } else {
      revoke(lease.getID());
    }
    return claimed;
  }

  private boolean isMine(KeyValue claim) {
    return string(claim.getValue()).endsWith(" " + setup.nodeId());
  }

  @Override
  public boolean renew(long epoch) throws WitnessException {
    Optional<Held> mine = held.filter(claim -> claim.epoch() == epoch);
    if (mine.isEmpty()) {
      return false;
    }
    long lease = mine.get().lease();
    Optional<LeaseKeepAliveResponse> kept =
        connection.awaitFound(connection.client().getLeaseClient().keepAliveOnce(lease));
    if (kept.isEmpty() || kept.get().getTTL() <= 0) {
      return revive(epoch);
    }
    ByteSequence value = claimOf(epoch, setup.nodeId());
    // Writing it again is what others see of a renewal.
    return connection
        .awaitFound(
            kv().txn()
                .If(new Cmp(HOLDER, Cmp.Op.EQUAL, CmpTarget.value(value)))
                .Then(Op.put(HOLDER, value, leased(lease)))
                .commit())
        .map(TxnResponse::isSucceeded)
        .orElse(false);
  }

  /**
   * The lease ended while this node could not renew it. If nobody claimed since, the claim stands:
   * the other node may have confirmed this one meanwhile.
   */
  private boolean revive(long epoch) throws WitnessException {
    ByteSequence mine = claimOf(epoch, setup.nodeId());
    LeaseGrantResponse lease =
        connection.await(connection.client().getLeaseClient().grant(setup.lease().toSeconds()));
    boolean stands =
        connection
            .await(
                kv().txn()
                    .If(
                        new Cmp(EPOCH, Cmp.Op.EQUAL, CmpTarget.value(mine)),
                        new Cmp(HOLDER, Cmp.Op.EQUAL, CmpTarget.version(0)))
                    .Then(Op.put(HOLDER, mine, leased(lease.getID())))
                    .commit())
            .isSucceeded();
    if (stands) {
      held = Optional.of(new Held(epoch, lease.getID()));
    } else {
      revoke(lease.getID());
    }
    return stands;
  }

  @Override
  public void release(long epoch) throws WitnessException {
    ByteSequence value = claimOf(epoch, setup.nodeId());
    TxnResponse unused =
        connection.await(
            kv().txn()
                .If(new Cmp(EPOCH, Cmp.Op.EQUAL, CmpTarget.value(value)))
                .Then(
                    Op.put(EPOCH, released(epoch, setup.nodeId()), PutOption.DEFAULT),
                    Op.delete(HOLDER, DeleteOption.DEFAULT))
                .commit());
    Optional<Held> mine = held.filter(claim -> claim.epoch() == epoch);
    if (mine.isPresent()) {
      held = Optional.empty();
      revoke(mine.get().lease());
    }
  }

  /** A lease without a key disturbs nobody and ends by itself, should this fail. */
  private void revoke(long lease) throws WitnessException {
    var unused = connection.awaitFound(connection.client().getLeaseClient().revoke(lease));
  }

  @Override
  public Optional<String> objection() throws WitnessException {
    String unused = identity();
    return Optional.empty();
  }

  @Override
  public void close() {
    connection.close();
    ofPairs.ifPresent(EtcdConnection::close);
  }

  private KV kv() {
    return connection.client().getKVClient();
  }

  private static PutOption leased(long lease) {
    return PutOption.builder().withLeaseId(lease).build();
  }

  private static ByteSequence claimOf(long epoch, String node) {
    return text(epoch + " " + node);
  }

  private static ByteSequence released(long epoch, String node) {
    return text(epoch + " " + node + RELEASED);
  }

  private static String string(ByteSequence bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
