package org.sbs.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.sbs.view.picture.Picture;
import org.sbs.view.picture.Trouble;
import org.sbs.view.text.ReasonText;

/** The JSON of the one picture of the state, within that of the status (R9.7). */
final class PictureJson {
  private static final ReasonText ENGLISH = ReasonText.english();

  private PictureJson() {}

  static void write(JsonGenerator json, Picture picture) throws IOException {
    json.writeStringField("severity", picture.severity().word());
    json.writeObjectFieldStart("headline");
    ReasonJson.fields(json, picture.headline());
    json.writeStringField("text", ENGLISH.headline(picture.headline()));
    json.writeEndObject();
    json.writeArrayFieldStart("problems");
    for (Trouble trouble : picture.troubles()) {
      json.writeStartObject();
      ReasonJson.fields(json, trouble.what());
      json.writeStringField("severity", trouble.severity().word());
      json.writeStringField("text", ENGLISH.sentence(trouble.what()));
      JsonWriting.optional(json, "action", trouble.remedy().map(remedy -> remedy.command()));
      json.writeBooleanField(
          "confirm", trouble.remedy().filter(remedy -> remedy.isDestructive()).isPresent());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
