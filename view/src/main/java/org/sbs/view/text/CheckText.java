package org.sbs.view.text;

import java.util.Locale;
import java.util.Map;
import org.sbs.core.readiness.Finding;
import org.sbs.core.readiness.Level;
import org.sbs.core.readiness.Report;
import org.sbs.core.reason.ReasonCode;

/** Words what a check of the pair found (R7.6) in one language. Immutable. */
public final class CheckText {
  private static final String REMEDY = "check.remedy.";

  private final Texts texts;
  private final ReasonText reasons;

  private CheckText(Texts texts) {
    this.texts = texts;
    this.reasons = ReasonText.in(texts);
  }

  /** In the language of those texts. */
  public static CheckText in(Texts texts) {
    return new CheckText(texts);
  }

  /** In English: the language of commands and of their JSON. */
  public static CheckText english() {
    return in(Texts.of(Locale.ENGLISH));
  }

  /** The one line on top. */
  public String verdict(Report report) {
    long obstacles = report.count(Level.NOT_READY);
    long warnings = report.count(Level.WARNING);
    String key =
        "check."
            + (obstacles == 0 ? "ready" : number(obstacles, "obstacle"))
            + (warnings == 0 ? "" : "." + number(warnings, "warning"));
    return texts.get(key, Map.of("obstacles", obstacles, "warnings", warnings));
  }

  private static String number(long count, String what) {
    return count == 1 ? what : what + "s";
  }

  /** What was found. */
  public String sentence(Finding finding) {
    return reasons.sentence(finding.clause());
  }

  /** What to do about it, one or more sentences; empty where nothing is to be done. */
  public String remedy(Finding finding) {
    if (finding.level() == Level.OK) {
      return "";
    }
    if (finding.clause().has(ReasonCode.DIAL_WRONG_KEY)) {
      // Whatever does not work because of that.
      return texts.get(REMEDY + ReasonCode.DIAL_WRONG_KEY.word());
    }
    String ofCode = REMEDY + finding.clause().code().word();
    String ofTopic = REMEDY + finding.topic().word();
    return texts.has(ofCode) ? texts.get(ofCode) : texts.has(ofTopic) ? texts.get(ofTopic) : "";
  }
}
