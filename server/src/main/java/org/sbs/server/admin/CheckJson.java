package org.sbs.server.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sbs.core.readiness.Finding;
import org.sbs.core.readiness.Level;
import org.sbs.core.readiness.Report;
import org.sbs.core.readiness.Topic;
import org.sbs.server.json.JsonValue;
import org.sbs.view.text.CheckText;

/** The JSON of a check of the pair: a contract with scripts. */
public final class CheckJson {
  private static final CheckText ENGLISH = CheckText.english();

  private CheckJson() {}

  /** The report on one line. */
  public static String write(Report report) {
    return JsonWriting.write(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("ready", report.ready());
          json.writeStringField("verdict", ENGLISH.verdict(report));
          json.writeArrayFieldStart("findings");
          for (Finding finding : report.findings()) {
            json.writeStartObject();
            json.writeStringField("level", finding.level().word());
            json.writeStringField("topic", finding.topic().word());
            json.writeStringField("node", finding.who().word());
            json.writeStringField("sentence", ENGLISH.sentence(finding));
            JsonWriting.optional(
                json,
                "remedy",
                Optional.of(ENGLISH.remedy(finding)).filter(text -> !text.isEmpty()));
            ReasonJson.write(json, "clause", finding.clause());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Reads what {@link #write} wrote. */
  public static Report read(String text) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (JsonValue item : JsonValue.read(text).at("findings").items()) {
      findings.add(finding(item));
    }
    return new Report(findings);
  }

  private static Finding finding(JsonValue item) throws IOException {
    try {
      return new Finding(
          Level.of(item.text("level")),
          Topic.find(item.text("topic")).orElse(Topic.NOW),
          Finding.Who.valueOf(item.text("node").toUpperCase(Locale.ROOT)),
          ReasonJson.read(item, "clause"));
    } catch (IllegalArgumentException e) {
      throw new IOException("an unknown word in a finding: " + e.getMessage(), e);
    }
  }
}
