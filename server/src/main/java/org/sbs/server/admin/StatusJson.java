package org.sbs.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.server.json.JsonValue;
import org.sbs.view.picture.Picture;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.status.NodeStatus.CheckStatus;
import org.sbs.view.status.NodeStatus.KeyChange;
import org.sbs.view.status.NodeStatus.Licence;
import org.sbs.view.status.NodeStatus.Mail;
import org.sbs.view.status.NodeStatus.Offer;
import org.sbs.view.status.NodeStatus.Peer;
import org.sbs.view.status.NodeStatus.Progress;
import org.sbs.view.status.NodeStatus.Readiness;
import org.sbs.view.status.NodeStatus.SentinelStatus;
import org.sbs.view.status.NodeStatus.Service;
import org.sbs.view.status.NodeStatus.Sync;
import org.sbs.view.status.NodeStatus.Witness;

/**
 * The JSON of a node's status: a contract with scripts, so names and order stand here in full and
 * do not follow from names in the code. What is absent is null.
 */
public final class StatusJson {
  private StatusJson() {}

  /** The status on one line. */
  public static String write(NodeStatus status) {
    return JsonWriting.write(json -> status(json, status));
  }

  /**
   * Of a node that does not run: what it did last, under the same names.
   *
   * @param last what it did last; empty for one that never ran
   */
  public static String stopped(Optional<HistoryRow> last, Picture picture) {
    return JsonWriting.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("role", "stopped");
          JsonWriting.optional(json, "since", last.map(HistoryRow::time));
          json.writeNumberField("epoch", last.map(HistoryRow::epoch).orElse(0L));
          ReasonJson.write(json, "reason", last.map(HistoryRow::reason));
          PictureJson.write(json, picture);
          json.writeEndObject();
        });
  }

  private static void status(JsonGenerator json, NodeStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("node", status.node());
    json.writeStringField("host", status.host());
    json.writeStringField("role", status.role());
    json.writeStringField("since", status.since());
    json.writeNumberField("epoch", status.epoch());
    json.writeStringField("mode", status.mode());
    ReasonJson.write(json, "reason", status.reason());
    json.writeObjectFieldStart("peer");
    json.writeStringField("address", status.peer().address());
    json.writeBooleanField("connected", status.peer().connected());
    JsonWriting.optional(json, "role", status.peer().role());
    json.writeNumberField("silenceLimitMs", status.peer().silenceLimitMs());
    json.writeNumberField("allowedPauseMs", status.peer().allowedPauseMs());
    JsonWriting.optional(json, "connectedAddress", status.peer().connectedAddress());
    JsonWriting.optional(json, "host", status.peer().host());
    json.writeEndObject();
    service(json, status.service());
    sync(json, status.sync());
    json.writeObjectFieldStart("witness");
    json.writeStringField("kind", status.witness().kind());
    json.writeBooleanField("holds", status.witness().holds());
    json.writeEndObject();
    JsonWriting.optional(json, "pause", status.pause());
    json.writeObjectFieldStart("licence");
    json.writeStringField("kind", status.licence().kind());
    ReasonJson.paragraph(json, "explanation", status.licence().explanation());
    json.writeEndObject();
    json.writeObjectFieldStart("readiness");
    json.writeBooleanField("ready", status.readiness().ready());
    ReasonJson.clauses(json, "reasons", status.readiness().reasons());
    json.writeEndObject();
    json.writeObjectFieldStart("mail");
    json.writeBooleanField("enabled", status.mail().enabled());
    json.writeStringField("settings", status.mail().settings());
    json.writeNumberField("waiting", status.mail().waiting());
    ReasonJson.sentence(json, "problem", status.mail().problem());
    json.writeEndObject();
    if (status.keyChange().isPresent()) {
      json.writeObjectFieldStart("keyChange");
      json.writeStringField("state", status.keyChange().get().state());
      json.writeStringField("until", status.keyChange().get().until());
      ReasonJson.write(json, "explanation", status.keyChange().get().explanation());
      json.writeEndObject();
    } else {
      json.writeNullField("keyChange");
    }
    json.writeObjectFieldStart("account");
    json.writeStringField("name", status.account().name());
    json.writeBooleanField("privileged", status.account().privileged());
    json.writeEndObject();
    PictureJson.write(json, Picture.of(status));
    json.writeEndObject();
  }

  private static void service(JsonGenerator json, Service service) throws IOException {
    json.writeObjectFieldStart("service");
    json.writeBooleanField("running", service.running());
    json.writeArrayFieldStart("sentinels");
    for (SentinelStatus sentinel : service.sentinels()) {
      json.writeStartObject();
      json.writeStringField("name", sentinel.name());
      json.writeBooleanField("active", sentinel.active());
      ReasonJson.write(json, "problem", sentinel.problem());
      JsonWriting.optional(json, "printerState", sentinel.printerState());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("listsSentinels", service.listsSentinels());
    ReasonJson.clauses(json, "problems", service.problems());
    json.writeArrayFieldStart("checks");
    for (CheckStatus check : service.checks()) {
      json.writeStartObject();
      json.writeStringField("check", check.check());
      json.writeStringField("target", check.target());
      json.writeStringField("state", check.state());
      json.writeNumberField("failures", check.failures());
      ReasonJson.write(json, "problem", check.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void sync(JsonGenerator json, Sync sync) throws IOException {
    json.writeObjectFieldStart("sync");
    json.writeNumberField("cycle", sync.cycle());
    JsonWriting.optional(json, "committedAt", sync.committedAt());
    json.writeNumberField("files", sync.files());
    json.writeNumberField("pendingFiles", sync.pendingFiles());
    json.writeNumberField("heldDeletes", sync.heldDeletes());
    json.writeNumberField("conflicts", sync.conflicts());
    ReasonJson.sentences(json, "problems", sync.problems());
    json.writeArrayFieldStart("offers");
    for (Offer offer : sync.offers()) {
      json.writeStartObject();
      json.writeStringField("folder", offer.folder());
      JsonWriting.optional(json, "place", offer.place());
      json.writeStringField("node", offer.node());
      json.writeStringField("state", offer.state());
      ReasonJson.write(json, "why", offer.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (sync.progress().isPresent()) {
      progress(json, sync.progress().get());
    } else {
      json.writeNullField("progress");
    }
    json.writeEndObject();
  }

  private static void progress(JsonGenerator json, Progress progress) throws IOException {
    json.writeObjectFieldStart("progress");
    json.writeNumberField("cycle", progress.cycle());
    json.writeStringField("phase", progress.phase());
    json.writeNumberField("files", progress.files());
    json.writeNumberField("allFiles", progress.allFiles());
    json.writeNumberField("bytes", progress.bytes());
    json.writeNumberField("allBytes", progress.allBytes());
    json.writeStringField("since", progress.since());
    json.writeNumberField("elapsedMs", progress.elapsedMs());
    json.writeEndObject();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is something else
   */
  public static NodeStatus read(String text) throws IOException {
    JsonValue json = JsonValue.read(text);
    JsonValue peer = json.at("peer");
    JsonValue witness = json.at("witness");
    JsonValue licence = json.at("licence");
    JsonValue readiness = json.at("readiness");
    return new NodeStatus(
        json.text("node"),
        json.present("host") ? json.text("host") : "",
        json.text("role"),
        json.text("since"),
        json.whole("epoch"),
        json.text("mode"),
        ReasonJson.read(json, "reason"),
        new Peer(
            peer.text("address"),
            peer.flag("connected"),
            peer.optional("role"),
            peer.present("silenceLimitMs") ? peer.whole("silenceLimitMs") : 0,
            peer.present("allowedPauseMs") ? peer.whole("allowedPauseMs") : 0,
            peer.present("connectedAddress") ? peer.optional("connectedAddress") : Optional.empty(),
            peer.present("host") ? peer.optional("host") : Optional.empty()),
        service(json.at("service")),
        sync(json.at("sync")),
        new Witness(witness.text("kind"), witness.flag("holds")),
        json.optional("pause"),
        new Licence(licence.text("kind"), ReasonJson.paragraph(licence, "explanation")),
        new Readiness(readiness.flag("ready"), ReasonJson.list(readiness, "reasons")),
        json.present("mail") ? mail(json.at("mail")) : Mail.NONE,
        json.present("keyChange") ? Optional.of(keyChange(json.at("keyChange"))) : Optional.empty(),
        json.present("account") ? account(json.at("account")) : NodeStatus.Account.UNKNOWN);
  }

  private static KeyChange keyChange(JsonValue json) throws IOException {
    return new KeyChange(
        json.text("state"), json.text("until"), ReasonJson.read(json, "explanation"));
  }

  private static NodeStatus.Account account(JsonValue json) throws IOException {
    return new NodeStatus.Account(json.text("name"), json.flag("privileged"));
  }

  private static Mail mail(JsonValue json) throws IOException {
    return new Mail(
        json.flag("enabled"),
        json.text("settings"),
        (int) json.whole("waiting"),
        ReasonJson.optional(json, "problem"));
  }

  private static Service service(JsonValue json) throws IOException {
    List<SentinelStatus> sentinels = new ArrayList<>();
    for (JsonValue item : json.at("sentinels").items()) {
      sentinels.add(
          new SentinelStatus(
              item.text("name"),
              item.flag("active"),
              ReasonJson.optional(item, "problem"),
              item.present("printerState") ? item.optional("printerState") : Optional.empty()));
    }
    List<Reason> problems =
        json.present("problems") ? ReasonJson.list(json, "problems") : List.of();
    List<CheckStatus> checks = new ArrayList<>();
    if (json.present("checks")) {
      for (JsonValue item : json.at("checks").items()) {
        checks.add(
            new CheckStatus(
                item.text("check"),
                item.text("target"),
                item.text("state"),
                (int) item.whole("failures"),
                ReasonJson.optional(item, "problem")));
      }
    }
    return new Service(
        json.flag("running"),
        List.copyOf(sentinels),
        json.present("listsSentinels") && json.flag("listsSentinels"),
        problems,
        List.copyOf(checks));
  }

  private static Sync sync(JsonValue json) throws IOException {
    return new Sync(
        json.whole("cycle"),
        json.optional("committedAt"),
        json.whole("files"),
        json.whole("pendingFiles"),
        json.whole("heldDeletes"),
        json.whole("conflicts"),
        ReasonJson.list(json, "problems"),
        json.present("offers") ? offers(json.at("offers")) : List.of(),
        json.present("progress") ? Optional.of(progress(json.at("progress"))) : Optional.empty());
  }

  private static List<Offer> offers(JsonValue json) throws IOException {
    List<Offer> offers = new ArrayList<>();
    for (JsonValue item : json.items()) {
      offers.add(
          new Offer(
              item.text("folder"),
              item.optional("place"),
              item.text("node"),
              item.text("state"),
              ReasonJson.read(item, "why")));
    }
    return offers;
  }

  private static Progress progress(JsonValue json) throws IOException {
    return new Progress(
        json.whole("cycle"),
        json.text("phase"),
        json.whole("files"),
        json.whole("allFiles"),
        json.whole("bytes"),
        json.whole("allBytes"),
        json.text("since"),
        json.whole("elapsedMs"));
  }
}
