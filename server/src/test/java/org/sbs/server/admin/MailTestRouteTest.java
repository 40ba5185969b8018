package org.sbs.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.settings.RawValue;
import org.sbs.server.node.NodeControl.MailTest;

class MailTestRouteTest {
  @TempDir Path state;

  private static MailTest unsaved() {
    Map<String, RawValue> values = new LinkedHashMap<>();
    values.put("smtp-server", new RawValue.Text("mail.plant.test", 0));
    values.put("port", new RawValue.Whole(587, 0));
    values.put("secured", new RawValue.Flag(true, 0));
    values.put("receivers", new RawValue.Many(List.of(new RawValue.Text("ann@plant.test", 0)), 0));
    return new MailTest(
        List.of("bob@plant.test"),
        Optional.of(new RawValue.Table(values, 0)),
        Optional.of("S3cret-Wört"));
  }

  @Test
  @DisplayName(
      "R8.1 a test of mail carries unsaved settings and password to the node, and its answer back")
  void carries() throws Exception {
    FakeNode node = new FakeNode();
    AdminServer server = AdminServer.start(node, FakeNode.ANYWHERE, state);
    try {
      AdminClient client = AdminClient.find(state, "home");
      assertThat(client.mailTest(unsaved()).done()).isTrue();
      assertThat(node.mailTest).contains(unsaved());
      MailTest plain =
          new MailTest(List.of("nobody@plant.example"), Optional.empty(), Optional.empty());
      assertThat(client.mailTest(plain).done()).isFalse();
      assertThat(node.mailTest).contains(plain);
    } finally {
      server.close();
    }
    assertThat(unsaved().toString()).doesNotContain("S3cret");
  }

  @Test
  @DisplayName("R10.3 garbage in place of a test of mail is refused")
  void garbage() throws IOException {
    assertThat(MailTestJson.read("").settings()).isEmpty();
    for (String text :
        List.of(
            "[]",
            "{\"to\": \"a\"}",
            "{\"settings\": []}",
            "{\"settings\": {\"port\": null}}",
            "{\"password\": 7}",
            "{",
            "{} {}")) {
      assertThatThrownBy(() -> MailTestJson.read(text)).isInstanceOf(IOException.class);
    }
  }
}
