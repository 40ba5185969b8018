package org.sbs.server.admin;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.node.Totals;
import org.sbs.view.picture.Picture;
import org.sbs.view.picture.Severity;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.status.NodeStatus.SentinelStatus;

/**
 * A node's numbers in the text format of Prometheus (R9.6). All names begin with {@code sbs_};
 * units stand last in them.
 */
final class Metrics {
  /** Of the format. */
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final List<String> ROLES = List.of("stopped", "starting", "secondary", "primary");

  private final List<MetricSnapshot> all = new ArrayList<>();

  private Metrics() {}

  /**
   * All of them.
   *
   * @param now by the wall clock, for the age of the last cycle
   */
  static String of(NodeStatus status, Totals totals, Instant now) {
    Metrics metrics = new Metrics();
    metrics.node(status);
    metrics.service(status.service());
    metrics.sync(status.sync(), now);
    metrics.mail(status.mail());
    metrics.totals(totals);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(out, MetricSnapshots.of(metrics.all.toArray(MetricSnapshot[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void node(NodeStatus status) {
    GaugeSnapshot.Builder info =
        GaugeSnapshot.builder().name("sbs_node").help("Which node this is; always 1.");
    all.add(info.dataPoint(point(1, "node", status.node(), "mode", status.mode())).build());
    GaugeSnapshot.Builder roles =
        GaugeSnapshot.builder().name("sbs_role").help("1 for the role that the node has.");
    for (String role : ROLES) {
      roles.dataPoint(point(bit(role.equals(status.role())), "role", role));
    }
    all.add(roles.build());
    gauge("sbs_epoch", "The highest epoch that the node knows.", (double) status.epoch());
    gauge(
        "sbs_peer_connected",
        "1 while heartbeats of the other node arrive.",
        bit(status.peer().connected()));
    gauge(
        "sbs_ready",
        "1 if the other node could take over now, as the readiness line says.",
        bit(status.readiness().ready()));
    picture(Picture.of(status));
    gauge("sbs_paused", "1 while takeovers are paused.", bit(status.pause().isPresent()));
    if (!status.witness().kind().equals("none")) {
      gauge(
          "sbs_witness_held",
          "1 while this node holds the witness's lease.",
          bit(status.witness().holds()));
    }
  }

  /** How soon somebody should look, as status, dialog and mail say it. */
  private void picture(Picture picture) {
    GaugeSnapshot.Builder severities =
        GaugeSnapshot.builder()
            .name("sbs_severity")
            .help("1 for how soon somebody should look: ok, notice, warning or critical.");
    GaugeSnapshot.Builder problems =
        GaugeSnapshot.builder()
            .name("sbs_problems")
            .help("What is not as it should be, by how soon somebody should look.");
    for (Severity severity : Severity.values()) {
      severities.dataPoint(point(bit(severity == picture.severity()), "severity", severity.word()));
      long count =
          picture.troubles().stream().filter(trouble -> trouble.severity() == severity).count();
      if (severity != Severity.OK) {
        problems.dataPoint(point((double) count, "severity", severity.word()));
      }
    }
    all.add(severities.build());
    all.add(problems.build());
  }

  private void service(NodeStatus.Service service) {
    gauge("sbs_service_running", "1 while the service runs on this node.", bit(service.running()));
    if (!service.running()) {
      return;
    }
    GaugeSnapshot.Builder active =
        GaugeSnapshot.builder().name("sbs_sentinel_active").help("1 while the sentinel is active.");
    GaugeSnapshot.Builder failed =
        GaugeSnapshot.builder()
            .name("sbs_sentinel_failed")
            .help("1 while the sentinel has failed.");
    service.sentinels().stream()
        .map(sentinel -> Sanitizer.line(sentinel.name()))
        .distinct()
        .forEach(
            name -> {
              List<SentinelStatus> same =
                  service.sentinels().stream()
                      .filter(one -> Sanitizer.line(one.name()).equals(name))
                      .toList();
              boolean isActive = same.stream().allMatch(SentinelStatus::active);
              boolean hasFailed = same.stream().anyMatch(one -> one.problem().isPresent());
              active.dataPoint(point(bit(isActive), "sentinel", name));
              failed.dataPoint(point(bit(hasFailed), "sentinel", name));
            });
    all.add(active.build());
    all.add(failed.build());
    printers(service);
  }

  /** What stops printers, by the codes that their sentinels tell; nothing while nothing does. */
  private void printers(NodeStatus.Service service) {
    GaugeSnapshot.Builder states =
        GaugeSnapshot.builder()
            .name("sbs_sentinel_printer")
            .help("1 while the sentinel's printer does not print, by the code of the reason.");
    record Told(String sentinel, String state) {}
    List<Told> told =
        service.sentinels().stream()
            .flatMap(
                sentinel ->
                    sentinel.printerState().stream()
                        .map(state -> new Told(Sanitizer.line(sentinel.name()), state)))
            .distinct()
            .toList();
    told.forEach(
        each -> states.dataPoint(point(1, "sentinel", each.sentinel(), "state", each.state())));
    if (!told.isEmpty()) {
      all.add(states.build());
    }
  }

  private void sync(NodeStatus.Sync sync, Instant now) {
    gauge("sbs_cycle", "The number of the last committed cycle.", (double) sync.cycle());
    sync.committedAt()
        .map(at -> age(at, now))
        .filter(age -> age >= 0)
        .ifPresent(
            age ->
                gauge("sbs_cycle_age_seconds", "How long ago the last cycle was committed.", age));
    gauge("sbs_files", "Files in the folder set.", (double) sync.files());
    gauge(
        "sbs_pending_files",
        "Files of the running cycle that are still to be copied.",
        (double) sync.pendingFiles());
    gauge(
        "sbs_held_deletes",
        "Files whose deletion the guard holds back.",
        (double) sync.heldDeletes());
    gauge("sbs_conflicts", "Conflict copies that are kept.", (double) sync.conflicts());
  }

  private void mail(NodeStatus.Mail mail) {
    if (mail.enabled()) {
      gauge("sbs_mail_queue", "Mails that wait to be sent.", mail.waiting());
      gauge(
          "sbs_mail_failing",
          "1 while mails cannot be sent, or some are refused.",
          bit(mail.problem().isPresent()));
    }
  }

  private static double age(String committedAt, Instant now) {
    try {
      Instant at = OffsetDateTime.parse(committedAt).toInstant();
      return Math.max(0, Duration.between(at, now).toMillis() / 1e3);
    } catch (DateTimeException e) {
      return -1;
    }
  }

  private void totals(Totals totals) {
    CounterSnapshot.Builder promotions =
        CounterSnapshot.builder()
            .name("sbs_promotions")
            .help("How often this node became primary, by cause.");
    totals.promotions().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(cause -> promotions.dataPoint(counted(cause.getValue(), "cause", cause.getKey())));
    all.add(promotions.build());
    all.add(
        CounterSnapshot.builder()
            .name("sbs_cycles")
            .help("Cycles in which this node took part.")
            .dataPoint(counted(totals.committedCycles(), "result", "committed"))
            .dataPoint(counted(totals.refusedCycles(), "result", "refused"))
            .build());
    counter("sbs_copied_files", "Files whose content was sent or received.", totals.files());
    counter("sbs_copied_bytes", "Bytes of content sent or received.", totals.bytes());
    counter("sbs_deleted_files", "Entries that cycles deleted.", totals.deletes());
  }

  private static double bit(boolean is) {
    return is ? 1 : 0;
  }

  private void gauge(String name, String help, double value) {
    all.add(GaugeSnapshot.builder().name(name).help(help).dataPoint(point(value)).build());
  }

  private void counter(String name, String help, long value) {
    all.add(CounterSnapshot.builder().name(name).help(help).dataPoint(counted(value)).build());
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(double value, String... labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder()
        .value(value)
        .labels(Labels.of(labels))
        .build();
  }

  private static CounterSnapshot.CounterDataPointSnapshot counted(long value, String... labels) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .value((double) value)
        .labels(Labels.of(labels))
        .build();
  }
}
