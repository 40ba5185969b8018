package org.sbs.desktop.kit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.desktop.model.NodeDoor;
import org.sbs.server.admin.StatusJson;
import org.sbs.view.page.Snapshot;
import org.sbs.view.page.Snapshot.Power;
import org.sbs.view.picture.Remedy;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.text.ReasonText;

/** A node that is what a test says. */
public final class FakeNode implements NodeDoor {
  private volatile Snapshot snapshot = Snapshot.UNKNOWN;
  private volatile String did = "";
  private volatile Optional<Boolean> withMachine = Optional.empty();
  private volatile Optional<Remedy> asked = Optional.empty();

  /** It is that from now on. */
  public void is(Snapshot now) {
    snapshot = now;
  }

  /** Runs, as that. */
  public static Snapshot running(NodeStatus status) {
    return new Snapshot(
        Power.ON,
        Optional.of(status),
        List.of(
            new HistoryRow(
                "2026-03-04T05:00:00.000+00:00",
                "role",
                6,
                "starting",
                Reason.of(ReasonCode.SBS_STARTS)),
            new HistoryRow(
                "2026-03-04T05:06:00.000+00:00",
                "alert",
                7,
                "primary",
                Reason.of(ReasonCode.NO_SECONDARY)),
            new HistoryRow(
                "2026-03-04T05:07:00.000+00:00",
                "role",
                7,
                "primary",
                Reason.of(ReasonCode.PRIMARY_BY_START)
                    .with("epoch", 7L)
                    .with("why", Reason.sentence("no primary is there")))),
        Optional.empty());
  }

  /** A node in that role, in the JSON of the contract. */
  public static NodeStatus status(String role, String peerRole, ReasonCode... notReady) {
    boolean connected = !peerRole.isEmpty();
    List<Reason> why = Arrays.stream(notReady).map(Reason::of).toList();
    String reasons = list(why.stream().map(ReasonText.english()::say));
    String details =
        why.stream()
            .map(reason -> "{\"code\":\"" + reason.code().word() + "\",\"values\":{}}")
            .collect(Collectors.joining(","));
    boolean serves = role.equals("primary");
    String json =
        """
        {"node":"a1b2c3d4e5f6","role":"%s","since":"2026-03-04T05:06:07+00:00","epoch":7,
        "mode":"symmetric","reason":"%s",
        "peer":{"address":"192.0.2.2:4445","host":"PACK-2","connected":%s,"role":%s},
        "service":{"running":%s,"sentinels":[
        {"name":"Dock 1","active":true,"problem":null},
        {"name":"Dock 2","active":false,"problem":null},
        {"name":"Dock 3","active":false,"problem":"capture folder not reachable"}]},
        "sync":{"cycle":1312,"committedAt":"2026-03-04T05:16:07+00:00","files":2000,
        "pendingFiles":0,"heldDeletes":0,"conflicts":0,"problems":[],"progress":%s},
        "witness":{"kind":"none","holds":false},"pause":null,"licence":{"kind":"off","explanation":"Licensing is off."},
        "readiness":{"ready":%s,"reasons":[%s],"reasonsDetails":[%s]}}
        """
            .formatted(
                role,
                serves
                    ? "primary in epoch 7 by a direct start: no primary is there"
                    : "secondary of 192.0.2.2:4445 in epoch 7",
                connected,
                connected ? "\"" + peerRole + "\"" : "null",
                serves,
                serves && connected
                    ? "{\"cycle\":1313,\"phase\":\"sending\",\"files\":120,\"allFiles\":480,"
                        + "\"bytes\":26000000,\"allBytes\":104000000,"
                        + "\"since\":\"2026-03-04T05:16:30+00:00\",\"elapsedMs\":2000}"
                    : "null",
                notReady.length == 0,
                reasons,
                details);
    try {
      return StatusJson.read(json);
    } catch (java.io.IOException e) {
      throw new AssertionError("the status of a test is no status", e);
    }
  }

  private static String list(Stream<String> texts) {
    return texts.map(text -> "\"" + text + "\"").collect(Collectors.joining(","));
  }

  @Override
  public Snapshot look() {
    return snapshot;
  }

  @Override
  public Told start() {
    snapshot = running(status("primary", "", ReasonCode.NO_SECONDARY));
    return new Told(true, "The node runs: it is primary.");
  }

  @Override
  public Told stop() {
    snapshot = Snapshot.UNKNOWN;
    return new Told(true, "The node has stopped.");
  }

  @Override
  public Told switchover() {
    snapshot = running(status("secondary", "primary"));
    return new Told(true, "the roles were swapped");
  }

  /** What it was asked for last. */
  public Optional<Remedy> asked() {
    return asked;
  }

  @Override
  public Told remedy(Remedy what) {
    asked = Optional.of(what);
    return new Told(true, "It is done.");
  }

  @Override
  public Told pause(Duration time) {
    did = "pause " + time;
    return new Told(true, "It is paused.");
  }

  @Override
  public Told consent(String folder, boolean yes) {
    did = (yes ? "accept " : "refuse ") + folder;
    return new Told(true, "It is noted.");
  }

  @Override
  public Optional<Boolean> startsWithMachine() {
    return withMachine;
  }

  @Override
  public Told startWithMachine(boolean wanted) {
    withMachine = Optional.of(wanted);
    did = "with machine " + wanted;
    return new Told(true, "It starts so.");
  }

  /** A service manager has it, and starts it with the machine or does not. */
  public void installed(boolean automatic) {
    withMachine = Optional.of(automatic);
  }

  /** What it was made to do last. */
  public String did() {
    return did;
  }

  @Override
  public Told testMail() {
    return new Told(false, "The mail server refused the password.");
  }
}
