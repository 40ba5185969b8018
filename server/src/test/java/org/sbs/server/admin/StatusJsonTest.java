package org.sbs.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.node.NodeControl;
import org.sbs.server.node.NodeControl.Differences;
import org.sbs.server.node.NodeControl.FileDifference;
import org.sbs.server.node.NodeControl.MailTest;
import org.sbs.view.status.NodeStatus;

class StatusJsonTest {
  @Test
  @DisplayName("R9.5 status --json has the documented names in the documented order")
  void golden() {
    assertThat(StatusJson.write(FakeNode.primary()))
        .isEqualTo(
            """
            {"node":"0123456789abcdef0123456789abcdef","host":"PACK-1","role":"primary",\
            "since":"2026-03-01T10:00:01+01:00","epoch":7,"mode":"symmetric",\
            "reason":"The peer fell silent for 2000 ms.",\
            "reasonDetail":{"code":"sentence","values":{"text":"The peer fell silent for 2000 ms."},\
            "text":"The peer fell silent for 2000 ms."},\
            "peer":{"address":"192.0.2.2:4445","connected":true,"role":"secondary",\
            "silenceLimitMs":2000,"allowedPauseMs":0,"connectedAddress":"192.0.2.2","host":null},\
            "service":{"running":true,"sentinels":[\
            {"name":"Dock 1","active":true,"problem":null,"problemDetail":null,"printerState":null},\
            {"name":"Dock 3","active":false,"problem":"capture folder not reachable",\
            "problemDetail":{"code":"sentence","values":{"text":"capture folder not reachable"},\
            "text":"capture folder not reachable"},"printerState":null}],"listsSentinels":true,\
            "problems":[],"problemsDetails":[],"checks":[]},\
            "sync":{"cycle":1312,"committedAt":"2026-03-01T10:05:00+01:00","files":2000,\
            "pendingFiles":3,"heldDeletes":0,"conflicts":0,\
            "problems":["/srv/pipe is not copied."],"problemsDetails":[{"code":"sentence",\
            "values":{"text":"/srv/pipe is not copied."},"text":"/srv/pipe is not copied."}],\
            "offers":[],"progress":null},\
            "witness":{"kind":"none","holds":false},"pause":null,\
            "licence":{"kind":"main","explanation":"Licensing is off: no issuer is configured.",\
            "explanationDetails":[{"code":"licence-off","values":{},\
            "text":"Licensing is off: no issuer is configured."}]},\
            "readiness":{"ready":true,"reasons":[],"reasonsDetails":[]},\
            "mail":{"enabled":false,"settings":"none","waiting":0,"problem":null,\
            "problemDetail":null},\
            "keyChange":null,\
            "account":{"name":"sbs","privileged":false},\
            "severity":"warning","headline":{"code":"headline-printing-ready","values":{},\
            "text":"Labels are printing here, standby ready"},\
            "problems":[{"code":"sentinels-failed-of","values":{"failed":1,"all":2},\
            "severity":"warning","text":"1 of 2 sentinels failed.","action":null,"confirm":false},\
            {"code":"sentence","values":{"text":"/srv/pipe is not copied."},\
            "severity":"warning","text":"/srv/pipe is not copied.","action":null,"confirm":false}]}\
            """);
  }

  @Test
  @DisplayName("R9.9 R9.5 a reason stands as text, and beside it as code, values and text")
  void reasons() throws IOException {
    NodeStatus.Service service =
        new NodeStatus.Service(
            false,
            List.of(),
            List.of(
                Reason.of(ReasonCode.SERVICE_NOT_STARTED)
                    .with("why", Reason.of(ReasonCode.CHECK_TIMED_OUT).with("seconds", 30L))));
    NodeStatus status = FakeNode.primary().with(service);
    String json = StatusJson.write(status);
    String details =
        """
        ,"problemsDetails":[{"code":"service-not-started","values":{"why":{\
        "code":"check-timed-out","values":{"seconds":30}}},\
        "text":"the service did not start: no answer within 30 s"}]\
        """;
    assertThat(json)
        .contains("\"problems\":[\"the service did not start: no answer within 30 s\"]" + details);
    assertThat(StatusJson.read(json)).isEqualTo(status);
    assertThat(StatusJson.read(json.replace(details, "")).service().problems())
        .as("of a node of an older version")
        .containsExactly(Reason.sentence("the service did not start: no answer within 30 s"));
    assertThat(
            StatusJson.read(json.replace("service-not-started", "of-the-future"))
                .service()
                .problems())
        .as("of a node of a later version")
        .containsExactly(Reason.sentence("the service did not start: no answer within 30 s"));
  }

  @Test
  @DisplayName(
      "R4.13 R9.5 the progress of a running cycle has the documented names, and reads back")
  void progress() throws IOException {
    NodeStatus status = FakeNode.busyPrimary();
    String json = StatusJson.write(status);
    assertThat(json)
        .contains(
            """
            "progress":{"cycle":1313,"phase":"sending","files":41200,"allFiles":100000,\
            "bytes":210000000,"allBytes":400000000,"since":"2026-03-01T10:05:30+01:00",\
            "elapsedMs":6000}\
            """);
    assertThat(StatusJson.read(json)).isEqualTo(status);
  }

  @Test
  @DisplayName(
      "R10.5 R9.5 folders that wait for a yes have the documented names, and may be missing")
  void offers() throws IOException {
    NodeStatus status = FakeNode.offering();
    String json = StatusJson.write(status);
    String written =
        """
        ,"offers":[{"folder":"/srv/labels","place":"/data/labels","node":"this","state":"waits",\
        "why":"the folder waits","whyDetail":{"code":"sentence","values":{"text":"the folder waits"},\
        "text":"the folder waits"}},\
        {"folder":"/etc","place":null,"node":"other","state":"never",\
        "why":"it is the system's","whyDetail":{"code":"sentence",\
        "values":{"text":"it is the system's"},"text":"it is the system's"}}]\
        """;
    assertThat(json).contains(written);
    assertThat(StatusJson.read(json)).isEqualTo(status);
    assertThat(StatusJson.read(json.replace(written, "")).sync().offers())
        .as("of a node of an older version")
        .isEmpty();
  }

  @Test
  @DisplayName("R10.8 names in the status hold nothing that could command a terminal or mislead")
  void clean() throws IOException {
    String bad = "Dock\u001b[2J\u202e1\u009b\u0007\nx";
    String escaped = "Dock\\u001b[2J\\u202e1\\u009b\\u0007\\nx";
    String json = StatusJson.write(FakeNode.primary());
    for (String name : List.of("Dock 1", "capture folder not reachable", "/srv/pipe")) {
      json = json.replace(name, escaped);
    }
    NodeStatus status = StatusJson.read(json);
    assertThat(status.service().sentinels().get(0).name()).isEqualTo(bad);
    String written = StatusJson.write(status);
    assertThat(Sanitizer.isClean(written)).isTrue();
    assertThat(StatusJson.read(written).service().sentinels().get(0).name())
        .isEqualTo("Dock\ufffd[2J\ufffd1\ufffd\ufffd x");
    assertThat(written).doesNotContain("\\u001b", "\\u0007");
  }

  @Test
  @DisplayName("R10.8 the names of files that differ are exact for programs, and escaped")
  void exactNames() throws IOException {
    Differences differences =
        new Differences(
            Optional.empty(),
            List.of(
                new FileDifference(
                    "/srv/a\u202e\u009b\u001b\nz", "newer", Reason.sentence("here alone"))));
    String json = ControlJson.writeDifferences(differences);
    assertThat(Sanitizer.isClean(json)).isTrue();
    assertThat(ControlJson.readDifferences(json)).isEqualTo(differences);
  }

  @Test
  @DisplayName("R10.8 R8.1 a password on its way to the node stays as it is")
  void passwordIsExact() throws IOException {
    MailTest test = new MailTest(List.of(), Optional.empty(), Optional.of("p\u202e\u009b\tw"));
    assertThat(MailTestJson.read(MailTestJson.write(test))).isEqualTo(test);
  }

  @Test
  @DisplayName("R12.6 R9.5 why a sentinel's printer does not print is told by its code, if it is")
  void printerStates() throws IOException {
    NodeStatus.Service service =
        new NodeStatus.Service(
            true,
            List.of(
                new NodeStatus.SentinelStatus(
                    "Dock 1", true, Optional.empty(), Optional.of("busy"))));
    NodeStatus status = FakeNode.primary().with(service);
    String json = StatusJson.write(status);
    assertThat(json).contains("\"printerState\":\"busy\"");
    assertThat(StatusJson.read(json)).isEqualTo(status);
    String older = json.replace(",\"printerState\":\"busy\"", "");
    assertThat(StatusJson.read(older).service().sentinels().get(0).printerState()).isEmpty();
  }

  @Test
  @DisplayName("R7.3 R9.5 the health checks have the documented names, and may be missing")
  void checks() throws IOException {
    NodeStatus.Service service =
        new NodeStatus.Service(
            true,
            List.of(),
            List.of(Reason.sentence("the check failed")),
            List.of(
                new NodeStatus.CheckStatus("tcp", "127.0.0.1:9000", "passed", 0, Optional.empty()),
                new NodeStatus.CheckStatus(
                    "http",
                    "http://a/",
                    "failed",
                    2,
                    Optional.of(Reason.sentence("the check failed")))));
    NodeStatus status = FakeNode.primary().with(service);
    String json = StatusJson.write(status);
    String written =
        """
        ,"checks":[{"check":"tcp","target":"127.0.0.1:9000","state":"passed","failures":0,\
        "problem":null,"problemDetail":null},\
        {"check":"http","target":"http://a/","state":"failed","failures":2,\
        "problem":"the check failed","problemDetail":{"code":"sentence",\
        "values":{"text":"the check failed"},"text":"the check failed"}}]\
        """;
    assertThat(json).contains(written);
    assertThat(StatusJson.read(json)).isEqualTo(status);
    assertThat(StatusJson.read(json.replace(written, "")).service().checks())
        .as("of a node of an older version")
        .isEmpty();
  }

  @Test
  @DisplayName("R10.8 R9.5 a change of the pair key has the documented names, and reads back")
  void keyChange() throws IOException {
    NodeStatus plain = FakeNode.primary();
    NodeStatus status =
        new NodeStatus(
            plain.node(),
            plain.host(),
            plain.role(),
            plain.since(),
            plain.epoch(),
            plain.mode(),
            plain.reason(),
            plain.peer(),
            plain.service(),
            plain.sync(),
            plain.witness(),
            plain.pause(),
            plain.licence(),
            plain.readiness(),
            plain.mail(),
            Optional.of(
                new NodeStatus.KeyChange(
                    "offered", "2026-03-08T10:00:01+01:00", Reason.sentence("both hold"))),
            plain.account());
    String json = StatusJson.write(status);
    assertThat(json)
        .contains(
            """
            "keyChange":{"state":"offered","until":"2026-03-08T10:00:01+01:00",\
            "explanation":"both hold","explanationDetail":{"code":"sentence",\
            "values":{"text":"both hold"},"text":"both hold"}}\
            """);
    assertThat(StatusJson.read(json)).isEqualTo(status);
    NodeControl.NewKey made =
        new NodeControl.NewKey(new NodeControl.Answer(true, "done"), Optional.of("KEY"));
    assertThat(ControlJson.readNewKey(ControlJson.writeNewKey(made))).isEqualTo(made);
  }

  @Test
  @DisplayName("R9.5 what is absent is null in status --json, not left out")
  void absent() {
    assertThat(StatusJson.write(FakeNode.lonelySecondary()))
        .contains("\"peer\":{\"address\":\"192.0.2.1:4445\",\"connected\":false,\"role\":null,")
        .contains("\"connectedAddress\":null,\"host\":null}")
        .contains("\"committedAt\":null")
        .contains("\"pause\":\"2026-03-01T11:00:00+01:00\"")
        .contains("\"reasons\":[\"no cycle was committed yet\",\"the peer is not connected\"]");
  }

  @Test
  @DisplayName("R9.5 a status is read back as it was written, whatever its texts hold")
  void roundTrip() throws IOException {
    assertThat(StatusJson.read(StatusJson.write(FakeNode.primary()))).isEqualTo(FakeNode.primary());
    assertThat(StatusJson.read(StatusJson.write(FakeNode.lonelySecondary())))
        .isEqualTo(FakeNode.lonelySecondary());
    FakeNode node = new FakeNode();
    assertThat(ControlJson.readHistory(ControlJson.writeHistory(node.history(9))))
        .isEqualTo(node.history(9));
    var answer = new org.sbs.server.node.NodeControl.Answer(false, "\"quoted\" \\ Ü \ud83d\ude00");
    assertThat(ControlJson.readAnswer(ControlJson.writeAnswer(answer))).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"node\":1}",
        "{\"node\":",
        "<html>",
        "{} {}",
        "1.5",
        "123456789012345678901234567890"
      })
  @DisplayName("R10.3 something else than a status is an error that says so, never a wrong status")
  void garbage(String text) {
    assertThatThrownBy(() -> StatusJson.read(text)).isInstanceOf(IOException.class);
  }
}
