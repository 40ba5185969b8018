package org.sbs.server.link;

import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.link.wire.Why;
import org.sbs.view.text.ReasonText;

/** Between a reason on the wire and the same in the core. */
public final class WireReasons {
  private static final int MOST_CHARACTERS = 300;
  private static final int MOST_VALUES = 16;
  private static final int MOST_LEVELS = 4;
  private static final ReasonText ENGLISH = ReasonText.english();

  private WireReasons() {}

  /** The same beside its sentence; empty where the sentence is all that there is. */
  static Optional<Why> coded(Reason reason) {
    return reason.code() == ReasonCode.SENTENCE ? Optional.empty() : Optional.of(write(reason));
  }

  /** A reason of this node; what lies too deep in it is told in words. */
  public static Why write(Reason reason) {
    return write(reason, MOST_LEVELS);
  }

  private static Why write(Reason reason, int levels) {
    Why.Builder message = Why.newBuilder().setCode(reason.code().word());
    for (Map.Entry<String, Object> value : reason.values().entrySet()) {
      if (!(value.getValue() instanceof Reason part)) {
        message.putValue(value.getKey(), cut(value.getValue().toString()));
      } else if (levels > 1) {
        message.putPart(value.getKey(), write(part, levels - 1));
      } else {
        message.putValue(value.getKey(), cut(ENGLISH.say(part)));
      }
    }
    return message.build();
  }

  private static String cut(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, lastWhole(text)) + "…" : text;
  }

  /** Where to cut, with room for the sign of it, so that no character is cut in two. */
  private static int lastWhole(String text) {
    int end = MOST_CHARACTERS - 1;
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  /**
   * Checks and reads a reason of the peer's.
   *
   * @throws FrameException when it is larger than any reason
   */
  static Reason read(Why message) throws FrameException {
    return read(message, MOST_LEVELS);
  }

  /** A reason of the peer's; empty where it is none, or of a code that this version lacks. */
  public static Optional<Reason> known(Why message) {
    try {
      return Optional.of(read(message))
          .filter(
              reason ->
                  !reason.has(ReasonCode.UNKNOWN)
                      && reason.code() != ReasonCode.SENTENCE
                      && !reason.isEmpty());
    } catch (FrameException e) {
      return Optional.empty();
    }
  }

  private static Reason read(Why message, int levels) throws FrameException {
    if (levels == 0
        || message.getValueCount() > MOST_VALUES
        || message.getPartCount() > MOST_VALUES) {
      throw new FrameException("an endless reason");
    }
    Optional<ReasonCode> code = ReasonCode.of(text(message.getCode()));
    if (code.isEmpty()) {
      return Reason.of(ReasonCode.UNKNOWN).with("code", text(message.getCode()));
    }
    Reason reason = Reason.of(code.get());
    for (Map.Entry<String, String> value : message.getValueMap().entrySet()) {
      reason = reason.with(text(value.getKey()), text(value.getValue()));
    }
    for (Map.Entry<String, Why> part : message.getPartMap().entrySet()) {
      reason = reason.with(text(part.getKey()), read(part.getValue(), levels - 1));
    }
    return reason;
  }

  private static String text(String text) throws FrameException {
    if (text.length() > MOST_CHARACTERS) {
      throw new FrameException("an endless reason");
    }
    return Sanitizer.line(text);
  }
}
