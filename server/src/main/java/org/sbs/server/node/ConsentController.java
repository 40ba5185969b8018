package org.sbs.server.node;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbs.core.consent.Answer;
import org.sbs.core.consent.FolderConsent.Decision;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.consent.Consents;
import org.sbs.server.sync.consent.FolderNotCopied;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.view.status.NodeStatus;

/**
 * Lets a person on this node say whether the peer may write a folder that it named (R10.5). The
 * answer is durable before it takes effect, and it holds for the place that was shown. Any thread.
 */
final class ConsentController {
  private final Supplier<List<FolderNotCopied>> notCopied;
  private final FolderRules rules;
  private final Consents answers;
  private final Runnable reconsider;
  private final Function<Supplier<NodeControl.Answer>, CompletableFuture<NodeControl.Answer>> later;
  private final Consumer<Reason> tell;

  /**
   * For one node.
   *
   * @param notCopied the folders of the set that are not copied now
   * @param reconsider called when what this node accepts has changed
   * @param later does what may take long on another thread
   * @param tell for the history
   */
  ConsentController(
      Supplier<List<FolderNotCopied>> notCopied,
      FolderRules rules,
      Consents answers,
      Runnable reconsider,
      Function<Supplier<NodeControl.Answer>, CompletableFuture<NodeControl.Answer>> later,
      Consumer<Reason> tell) {
    this.notCopied = notCopied;
    this.rules = rules;
    this.answers = answers;
    this.reconsider = reconsider;
    this.later = later;
    this.tell = tell;
  }

  /** Says in the history what an older version took, so that it goes on. */
  void tellOfOlder() {
    List<String> before = answers.takenBefore();
    if (!before.isEmpty()) {
      tell.accept(
          Reason.of(ReasonCode.FOLDERS_ACCEPTED_BEFORE).with("folders", String.join(", ", before)));
    }
  }

  /** What is not copied, as users see it. */
  List<NodeStatus.Offer> offers() {
    return notCopied.get().stream()
        .map(
            folder ->
                new NodeStatus.Offer(
                    folder.folder(),
                    folder.place().map(Path::toString),
                    folder.here() ? "this" : "other",
                    state(folder),
                    folder.reason()))
        .toList();
  }

  private static String state(FolderNotCopied folder) {
    boolean fails =
        folder.reason().has(ReasonCode.FOLDER_HANGS)
            || folder.reason().has(ReasonCode.FOLDER_NOT_MADE);
    return fails ? "fails" : folder.verdict().name().toLowerCase(Locale.ROOT);
  }

  CompletableFuture<NodeControl.Answer> answer(String folder, boolean yes) {
    return later.apply(() -> answerNow(folder, yes));
  }

  private NodeControl.Answer answerNow(String folder, boolean yes) {
    try {
      List<FolderNotCopied> meant =
          notCopied.get().stream().filter(one -> isMeant(one, folder)).toList();
      for (FolderNotCopied one : meant) {
        if (one.here()) {
          return answer(one, yes);
        }
      }
      // It is the other node that was asked.
      return meant.isEmpty() ? known(folder, yes) : said(false, meant.get(0).reason());
    } catch (IOException e) {
      Reason why =
          Reason.of(ReasonCode.CONSENT_NOT_WRITTEN).with("why", String.valueOf(e.getMessage()));
      return said(false, why);
    }
  }

  /** By the name that the peer uses, or by where it lies. */
  private static boolean isMeant(FolderNotCopied one, String folder) {
    return one.folder().equals(folder)
        || one.place().filter(place -> place.toString().equals(folder)).isPresent()
        || (folder.endsWith("/") && isMeant(one, folder.substring(0, folder.length() - 1)));
  }

  private NodeControl.Answer answer(FolderNotCopied one, boolean yes) throws IOException {
    boolean answerable = new Decision(one.verdict(), one.reason()).isAnswerable();
    if (!answerable || one.place().isEmpty()) {
      return said(false, one.reason());
    }
    return keep(rules.answer(one.folder(), one.place().get(), yes));
  }

  /** A folder that is not asked for now: one that was accepted may be refused, and so on. */
  private NodeControl.Answer known(String folder, boolean yes) throws IOException {
    Reason unknown = Reason.of(ReasonCode.FOLDER_NOT_OFFERED).with("folder", folder);
    Optional<Answer> before =
        answers.list().stream().filter(old -> old.folder().text().equals(folder)).findFirst();
    if (before.isPresent()) {
      Answer old = before.get();
      Path place = Path.of(old.place().text());
      return rules.isNamedHere(place) && !yes
          ? said(false, named(folder))
          : keep(new Answer(old.folder(), old.place(), yes));
    }
    try {
      FolderRules.Verdict found = rules.decide(folder);
      boolean named = found.place().filter(rules::isNamedHere).isPresent();
      return said(yes && found.decision().isAccepted(), named ? named(folder) : unknown);
    } catch (InvalidPathException e) {
      return said(false, unknown);
    }
  }

  private static Reason named(String folder) {
    return Reason.of(ReasonCode.FOLDER_NAMED_IN_SETTINGS).with("folder", folder);
  }

  private NodeControl.Answer keep(Answer answer) throws IOException {
    answers.add(answer);
    Reason reason =
        Reason.of(answer.yes() ? ReasonCode.FOLDER_ACCEPTED : ReasonCode.FOLDER_REFUSED)
            .with("folder", answer.folder().text())
            .with("place", answer.place().text());
    tell.accept(reason);
    reconsider.run();
    return said(true, reason);
  }

  private NodeControl.Answer said(boolean done, Reason reason) {
    return new NodeControl.Answer(done, reason);
  }
}
