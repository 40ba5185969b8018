package org.sbs.server.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sbs.core.readiness.Report;
import org.sbs.core.reason.Reason;
import org.sbs.core.settings.RawValue;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.text.ReasonText;

/** What the admin interface may ask of a running node. Safe for any thread; nothing blocks. */
public interface NodeControl {
  /** The latest snapshot. */
  NodeStatus status();

  /**
   * Ends SBS with hand-over (R3.1). Completes with the last reason just before the process ends.
   */
  default CompletableFuture<Answer> stop() {
    return stop(true);
  }

  /**
   * The same.
   *
   * @param anyway also where nobody would serve then (R2.10); else completes with why it goes on
   */
  CompletableFuture<Answer> stop(boolean anyway);

  /** Runs a cycle now; completes when it is committed or has failed. */
  default CompletableFuture<Answer> sync() {
    return sync(false, false);
  }

  /**
   * Runs a cycle now.
   *
   * @param allowHeldDeletes whether it, and no other, carries out the deletes that are held now
   * @param full whether both nodes read all files again
   */
  CompletableFuture<Answer> sync(boolean allowHeldDeletes, boolean full);

  /**
   * Swaps the roles (R3.2). Completes when they are swapped, or when it is clear that they stay as
   * they were.
   */
  CompletableFuture<Answer> switchover();

  /**
   * No automatic takeovers for that time, on either node (R3.3).
   *
   * @param time zero ends a pause
   */
  CompletableFuture<Answer> pause(Duration time);

  /**
   * Reads the settings file again, and uses what can change while the node runs (R9.8). The answer
   * names the settings that are in use now, and those that wait for a restart; it is no, and
   * nothing changes, where the file has errors.
   */
  CompletableFuture<Answer> reload();

  /**
   * Forgets the pair's other node, which is dead for good, so that another may take its place
   * (R1.10). The answer is no where that node may be there.
   */
  CompletableFuture<Answer> replacePeer();

  /**
   * Changes the pair key as a routine (R10.8). Completes when both nodes have the new one, or when
   * it is clear that the other one has to be waited for.
   */
  CompletableFuture<Answer> changeKey();

  /** Replaces the pair key because it leaked: the old one is refused at once. */
  CompletableFuture<NewKey> replaceLeakedKey();

  /** Takes a pair key that a user entered; every other one is refused at once. */
  CompletableFuture<Answer> enterKey(String key);

  /**
   * A key that was made here, to be entered on the other node. What it prints of itself does not
   * show the key.
   *
   * @param key empty where none was made
   */
  record NewKey(Answer answer, Optional<String> key) {
    @Override
    public String toString() {
      return "NewKey[" + answer + "]";
    }
  }

  /** Sends a test mail; completes with what the mail server said. */
  CompletableFuture<Answer> mailTest(MailTest test);

  /**
   * What a test of mail is to try out. What it prints of itself shows no password.
   *
   * @param to whom; the receivers of the settings if empty
   * @param settings of {@code [mail]} by their short names, not saved yet; the node's if empty
   * @param password for those settings; the stored one if empty
   */
  record MailTest(List<String> to, Optional<RawValue.Table> settings, Optional<String> password) {
    /** Copies the list. */
    public MailTest {
      to = List.copyOf(to);
    }

    @Override
    public String toString() {
      return "MailTest[" + to + ", " + settings + "]";
    }
  }

  /** Brings a file from the history back to where it lay; the id is that of the listing. */
  CompletableFuture<Answer> restore(String id);

  /** The folders that the primary names and that are not copied, by either node (R10.5). */
  default List<NodeStatus.Offer> offers() {
    return status().sync().offers();
  }

  /**
   * Says whether the peer may write a folder that it named; durable, and in force at once.
   *
   * @param folder as it is offered
   */
  CompletableFuture<Answer> consent(String folder, boolean yes);

  /**
   * Activates or deactivates sentinels of the service, where it runs. Completes when the service
   * has done so, or has said no.
   *
   * @param names as the service lists them
   */
  CompletableFuture<Answer> sentinels(List<String> names, boolean active);

  /**
   * What differs between the nodes, as far as this one can tell; may take long (R5.5).
   *
   * @param full whether both nodes read all files again
   */
  CompletableFuture<Differences> differences(boolean full);

  /**
   * What differs between the nodes.
   *
   * @param problem why that cannot be said; empty if it can
   * @param files sorted by folder and path
   */
  record Differences(Optional<Reason> problem, List<FileDifference> files) {
    /** Copies the list. */
    public Differences {
      files = List.copyOf(files);
    }
  }

  /**
   * One file, link or folder.
   *
   * @param path absolute, on this node
   * @param state a short stable word: {@code new}, {@code edited}, {@code deleted}, {@code unsent},
   *     {@code doomed}, {@code held}, {@code leftover}, {@code left-out}
   * @param why what that means
   */
  record FileDifference(String path, String state, Reason why) {}

  /** What was counted since SBS was started here. */
  Totals totals();

  /** Compares both nodes now (R7.6); takes some seconds. */
  CompletableFuture<Report> check();

  /** The newest events, oldest first. */
  List<HistoryRow> history(int most);

  /**
   * Yes or no, and why.
   *
   * @param done whether what was asked is done
   * @param sentence why, in English
   * @param why the same as a code with values
   */
  record Answer(boolean done, String sentence, Reason why) {
    /** For that reason. */
    public Answer(boolean done, Reason why) {
      this(done, ReasonText.english().sentence(why), why);
    }

    /** In words alone. */
    public Answer(boolean done, String sentence) {
      this(done, sentence, Reason.sentence(sentence));
    }
  }
}
