package org.sbs.desktop.model;

import java.time.Duration;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.view.page.Snapshot;
import org.sbs.view.picture.Remedy;

/**
 * The node that the dialog is about, as far as the dialog may reach it. All calls may block, some
 * for long; none throws. Safe for any thread.
 */
public interface NodeDoor {
  /** What is known of it now; returns within seconds. */
  Snapshot look();

  /** Starts it in the background and waits until it has a role, or it is clear that it has none. */
  Told start();

  /** Stops it with hand-over, and waits until its process is gone. */
  Told stop();

  /** Swaps the roles, and waits until they are swapped or stay as they were. */
  Told switchover();

  /** Sends a test mail by the settings as they are saved, and waits for the server's answer. */
  Told testMail();

  /** Keeps both nodes from taking over for that time. */
  Told pause(Duration time);

  /**
   * Says whether the other node may write a folder that it offered (R10.5).
   *
   * @param folder as the other node names it
   */
  Told consent(String folder, boolean yes);

  /** Whether SBS starts with the machine; empty where no service manager has this node. */
  Optional<Boolean> startsWithMachine();

  /** Makes it start with the machine, or on command only. */
  Told startWithMachine(boolean wanted);

  /** Does what remedies a problem, and waits until it is done; a list is what was said. */
  Told remedy(Remedy what);

  /**
   * What came of it.
   *
   * @param done whether it is done
   * @param what what was said; in English where it has no code
   */
  record Told(boolean done, Reason what) {
    /** In English, without a code; may have several lines. */
    public Told(boolean done, String sentence) {
      this(done, Reason.sentence(sentence));
    }
  }
}
