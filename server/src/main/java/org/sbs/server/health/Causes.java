package org.sbs.server.health;

import java.util.concurrent.TimeUnit;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** How checks end that do not succeed. */
final class Causes {
  private static final int SHOWN = 200;

  private Causes() {}

  static CheckOutcome late(long withinNanos) {
    return CheckOutcome.failed(
        Reason.of(ReasonCode.CHECK_TIMED_OUT)
            .with("seconds", TimeUnit.NANOSECONDS.toSeconds(withinNanos)));
  }

  static CheckOutcome broken(String why) {
    return CheckOutcome.failed(Reason.of(ReasonCode.CHECK_BROKEN).with("why", plain(why)));
  }

  static CheckOutcome unknownName(String host) {
    return CheckOutcome.notAsked(Reason.of(ReasonCode.CHECK_NAME_UNKNOWN).with("name", host));
  }

  static CheckOutcome notPossible(String why) {
    return CheckOutcome.notAsked(Reason.of(ReasonCode.CHECK_CANNOT_ASK).with("why", plain(why)));
  }

  static CheckOutcome broken(Reason why) {
    return CheckOutcome.failed(Reason.of(ReasonCode.CHECK_BROKEN).with("why", why));
  }

  static CheckOutcome notPossible(Reason why) {
    return CheckOutcome.notAsked(Reason.of(ReasonCode.CHECK_CANNOT_ASK).with("why", why));
  }

  /** What an exception says, or what it is where it says nothing. */
  static String words(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  /** Foreign text on one line, of a bearable length. */
  static String plain(String text) {
    String line = text.strip().replaceAll("\\R", " / ").replaceAll("\\p{Cntrl}", "?");
    String cut = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
  }
}
