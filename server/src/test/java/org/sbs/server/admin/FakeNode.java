package org.sbs.server.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.sbs.core.readiness.Report;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.HostPort;
import org.sbs.core.settings.Settings;
import org.sbs.server.node.NodeControl;
import org.sbs.server.node.Totals;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;

/** A node that says and does what a test wants. */
public final class FakeNode implements NodeControl {
  /** Where its interface may listen. */
  public static final Settings.Admin ANYWHERE =
      new Settings.Admin(new HostPort("127.0.0.1", 0), Optional.empty());

  /** What it says of itself. */
  public volatile NodeStatus status = primary();

  /** What a check answers. */
  public volatile Report report = new Report(List.of());

  /** What a cycle answers. */
  public volatile CompletableFuture<Answer> syncAnswer =
      CompletableFuture.completedFuture(new Answer(true, "Cycle 1313 is committed."));

  /** What a stop answers. */
  public volatile CompletableFuture<Answer> stopAnswer = new CompletableFuture<>();

  /** Opens when it is asked to stop. */
  public final CountDownLatch stopAsked = new CountDownLatch(1);

  /** How often it was asked to stop. */
  public final AtomicInteger stops = new AtomicInteger();

  /** Whether the last cycle was allowed to delete what is held. */
  public volatile boolean allowed;

  /** What differs between the nodes. */
  public volatile Differences differences =
      new Differences(
          Optional.empty(),
          List.of(
              new FileDifference(
                  "/srv/labels/box.zpl", "unsent", Reason.sentence("not yet sent"))));

  /** How often it was asked for a cycle. */
  public final AtomicInteger syncs = new AtomicInteger();

  /** Opens when it is asked for its status. */
  public final CountDownLatch statusAsked = new CountDownLatch(1);

  @Override
  public NodeStatus status() {
    statusAsked.countDown();
    return status;
  }

  @Override
  public CompletableFuture<Answer> stop(boolean anyway) {
    stops.incrementAndGet();
    stopAsked.countDown();
    return stopAnswer;
  }

  @Override
  public CompletableFuture<Answer> sync(boolean allowHeldDeletes, boolean full) {
    syncs.incrementAndGet();
    allowed = allowHeldDeletes;
    return syncAnswer;
  }

  @Override
  public CompletableFuture<Answer> switchover() {
    return CompletableFuture.completedFuture(
        new Answer(false, "The roles are not swapped: no secondary is connected."));
  }

  @Override
  public CompletableFuture<Answer> replacePeer() {
    return CompletableFuture.completedFuture(new Answer(true, "The other node is forgotten."));
  }

  /** The last key that a user entered. */
  public volatile Optional<String> entered = Optional.empty();

  @Override
  public CompletableFuture<Answer> changeKey() {
    return CompletableFuture.completedFuture(new Answer(true, "Both nodes use the new pair key."));
  }

  @Override
  public CompletableFuture<NewKey> replaceLeakedKey() {
    return CompletableFuture.completedFuture(
        new NewKey(new Answer(true, "The pair key was replaced."), Optional.of("THE-KEY")));
  }

  @Override
  public CompletableFuture<Answer> enterKey(String key) {
    entered = Optional.of(key);
    return CompletableFuture.completedFuture(new Answer(true, "Another pair key was entered."));
  }

  @Override
  public CompletableFuture<Answer> pause(Duration time) {
    return CompletableFuture.completedFuture(
        new Answer(true, "Paused for " + time.toSeconds() + " s."));
  }

  @Override
  public CompletableFuture<Answer> reload() {
    return CompletableFuture.completedFuture(
        new Answer(true, Reason.of(ReasonCode.RELOADED).with("keys", "sync.strict")));
  }

  /** The last test of mail that it was asked for. */
  public volatile Optional<MailTest> mailTest = Optional.empty();

  @Override
  public CompletableFuture<Answer> mailTest(MailTest test) {
    mailTest = Optional.of(test);
    return CompletableFuture.completedFuture(
        new Answer(
            !test.to().contains("nobody@plant.example"), "Asked the mail server for " + test.to()));
  }

  @Override
  public CompletableFuture<Answer> restore(String id) {
    return CompletableFuture.completedFuture(new Answer(id.startsWith("1-"), "Asked for " + id));
  }

  @Override
  public CompletableFuture<Answer> sentinels(List<String> names, boolean active) {
    return CompletableFuture.completedFuture(
        new Answer(!names.contains("Dock 9"), (active ? "on: " : "off: ") + names));
  }

  @Override
  public CompletableFuture<Answer> consent(String folder, boolean yes) {
    return CompletableFuture.completedFuture(
        new Answer(folder.startsWith("/srv/"), (yes ? "Yes to " : "No to ") + folder));
  }

  @Override
  public CompletableFuture<Differences> differences(boolean full) {
    return CompletableFuture.completedFuture(differences);
  }

  @Override
  public Totals totals() {
    return new Totals(Map.of("start", 1L, "takeover", 2L, "handover", 0L), 1312, 4, 2100, 5_000, 7);
  }

  @Override
  public CompletableFuture<Report> check() {
    return CompletableFuture.completedFuture(report);
  }

  /** Its events. */
  public volatile List<HistoryRow> history =
      List.of(
          new HistoryRow(
              "2026-03-01T10:00:00+01:00",
              "role",
              6,
              "secondary",
              Reason.sentence("The peer is primary.")),
          new HistoryRow(
              "2026-03-01T10:00:01+01:00",
              "role",
              7,
              "primary",
              Reason.sentence("The peer fell silent.")));

  @Override
  public List<HistoryRow> history(int most) {
    List<HistoryRow> all = history;
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  /** The same node with other sentinels. */
  public static NodeStatus withSentinels(NodeStatus of, List<NodeStatus.SentinelStatus> sentinels) {
    return new NodeStatus(
        of.node(),
        of.host(),
        of.role(),
        of.since(),
        of.epoch(),
        of.mode(),
        of.reason(),
        of.peer(),
        new NodeStatus.Service(true, sentinels),
        of.sync(),
        of.witness(),
        of.pause(),
        of.licence(),
        of.readiness(),
        of.mail(),
        of.keyChange(),
        of.account());
  }

  /** A primary with a failed sentinel and a connected peer. */
  public static NodeStatus primary() {
    return new NodeStatus(
        "0123456789abcdef0123456789abcdef",
        "PACK-1",
        "primary",
        "2026-03-01T10:00:01+01:00",
        7,
        "symmetric",
        Reason.sentence("The peer fell silent for 2000 ms."),
        new NodeStatus.Peer(
            "192.0.2.2:4445", true, Optional.of("secondary"), 2000, 0, Optional.of("192.0.2.2")),
        new NodeStatus.Service(
            true,
            List.of(
                new NodeStatus.SentinelStatus("Dock 1", true, Optional.empty()),
                new NodeStatus.SentinelStatus(
                    "Dock 3",
                    false,
                    Optional.of(Reason.sentence("capture folder not reachable"))))),
        new NodeStatus.Sync(
            1312,
            Optional.of("2026-03-01T10:05:00+01:00"),
            2000,
            3,
            0,
            0,
            List.of(Reason.sentence("/srv/pipe is not copied.")),
            Optional.empty()),
        new NodeStatus.Witness("none", false),
        Optional.empty(),
        new NodeStatus.Licence("main", List.of(Reason.of(ReasonCode.LICENCE_OFF))),
        new NodeStatus.Readiness(true, List.of()),
        NodeStatus.Mail.NONE,
        Optional.empty(),
        new NodeStatus.Account("sbs", false));
  }

  /** The same before it has a role. */
  public static NodeStatus starting() {
    NodeStatus calm = primary();
    return new NodeStatus(
        calm.node(),
        "starting",
        calm.since(),
        calm.epoch(),
        calm.mode(),
        calm.reason(),
        calm.peer(),
        calm.service(),
        calm.sync(),
        calm.witness(),
        calm.pause(),
        calm.licence(),
        calm.readiness());
  }

  /** The same in the middle of a long cycle, with deletes held back. */
  public static NodeStatus busyPrimary() {
    NodeStatus calm = primary();
    return new NodeStatus(
        calm.node(),
        calm.role(),
        calm.since(),
        calm.epoch(),
        calm.mode(),
        calm.reason(),
        calm.peer(),
        calm.service(),
        new NodeStatus.Sync(
            1312,
            Optional.of("2026-03-01T10:05:00+01:00"),
            2000,
            58_800,
            45,
            0,
            List.of(),
            Optional.of(
                new NodeStatus.Progress(
                    1313,
                    "sending",
                    41_200,
                    100_000,
                    210_000_000,
                    400_000_000,
                    "2026-03-01T10:05:30+01:00",
                    6000))),
        calm.witness(),
        calm.pause(),
        calm.licence(),
        new NodeStatus.Readiness(
            false, List.of(Reason.sentence("the folder /x is suddenly empty here"))));
  }

  /** The same, where two folders are not copied. */
  public static NodeStatus offering() {
    NodeStatus calm = primary();
    return new NodeStatus(
        calm.node(),
        calm.role(),
        calm.since(),
        calm.epoch(),
        calm.mode(),
        calm.reason(),
        calm.peer(),
        calm.service(),
        new NodeStatus.Sync(
            1312,
            Optional.of("2026-03-01T10:05:00+01:00"),
            2000,
            0,
            0,
            0,
            List.of(),
            List.of(
                new NodeStatus.Offer(
                    "/srv/labels",
                    Optional.of("/data/labels"),
                    "this",
                    "waits",
                    Reason.sentence("the folder waits")),
                new NodeStatus.Offer(
                    "/etc",
                    Optional.empty(),
                    "other",
                    "never",
                    Reason.sentence("it is the system's"))),
            Optional.empty()),
        calm.witness(),
        calm.pause(),
        calm.licence(),
        new NodeStatus.Readiness(false, List.of(Reason.sentence("the folder waits"))));
  }

  /** A secondary without its peer. */
  public static NodeStatus lonelySecondary() {
    return new NodeStatus(
        "fedcba9876543210fedcba9876543210",
        "secondary",
        "2026-03-01T10:00:01+01:00",
        6,
        "symmetric",
        Reason.sentence("The peer is primary."),
        new NodeStatus.Peer("192.0.2.1:4445", false, Optional.empty(), 2900, 900, Optional.empty()),
        new NodeStatus.Service(false, List.of()),
        new NodeStatus.Sync(0, Optional.empty(), 0, 0, 0, 0),
        new NodeStatus.Witness("none", false),
        Optional.of("2026-03-01T11:00:00+01:00"),
        new NodeStatus.Licence("main", List.of(Reason.of(ReasonCode.LICENCE_OFF))),
        new NodeStatus.Readiness(
            false,
            List.of(
                Reason.sentence("no cycle was committed yet"),
                Reason.sentence("the peer is not connected"))));
  }
}
