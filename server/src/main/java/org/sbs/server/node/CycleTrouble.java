package org.sbs.server.node;

import java.util.Optional;
import java.util.function.Consumer;
import org.sbs.server.sync.CycleResult;

/**
 * Whether cycles are refused at present, and why. Tells of it once when it begins and once when it
 * ends, however many cycles are refused in between. Any thread.
 */
final class CycleTrouble {
  private final Consumer<String> tell;
  private Optional<String> now = Optional.empty();
  private String firstReason = "";
  private long refused;

  /** Tells those sentences for the history. */
  CycleTrouble(Consumer<String> tell) {
    this.tell = tell;
  }

  /** What is wrong now, in one sentence without its full stop; empty if nothing is. */
  synchronized Optional<String> now() {
    return now;
  }

  synchronized void refused(CycleResult result) {
    String reason = clause(result.reason());
    String sentence = "cycle " + result.cycle() + " was not committed: " + reason;
    boolean first = now.isEmpty();
    now = Optional.of(sentence);
    refused++;
    if (first) {
      firstReason = reason;
      tell.accept(sentence);
    }
  }

  synchronized void committed(CycleResult result) {
    if (now.isPresent()) {
      String count = refused == 1 ? "the one before it was" : "the " + refused + " before it were";
      tell.accept("cycle " + result.cycle() + " is committed; " + count + " not: " + firstReason);
    }
    forget();
  }

  /** What was wrong is of no interest any more: the roles have changed. */
  synchronized void forget() {
    now = Optional.empty();
    refused = 0;
  }

  /** A sentence as a part of another one. */
  static String clause(String sentence) {
    String open = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return open.startsWith("The ") ? "the " + open.substring(4) : open;
  }
}
