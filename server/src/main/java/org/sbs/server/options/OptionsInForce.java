package org.sbs.server.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.Origin;
import org.sbs.core.options.PairOptions;
import org.sbs.core.options.PairOptionsRule;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.PairOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of the pair as they are in force on a running node, kept in its state folder. What a
 * user changed on purpose is written before it is in force or told. Safe for any thread; what does
 * not throw an {@link IOException} waits for nothing.
 */
public final class OptionsInForce {
  private static final Logger LOG = LoggerFactory.getLogger(OptionsInForce.class);

  private final OptionsFile file;
  private final Origin me;
  private final AtomicReference<OptionsMemory> memory;

  /** Held while the file is written, so that the newest memory is the last to be written. */
  private final Object writing = new Object();

  private OptionsMemory written;

  private OptionsInForce(OptionsFile file, Origin me, OptionsMemory memory) {
    this.file = file;
    this.me = me;
    this.memory = new AtomicReference<>(memory);
    this.written = memory;
  }

  /**
   * The node starts and reads its settings file. Where its disk takes nothing, the node starts all
   * the same, and what was changed counts at the next start.
   *
   * @param state the node's state folder
   * @param me the node
   * @param says what its settings file says now
   */
  public static OptionsInForce start(Path state, Origin me, FileOptions says) {
    OptionsFile file = new OptionsFile(state);
    OptionsMemory known;
    try {
      known = file.readOrPutAside();
    } catch (IOException e) {
      LOG.error("What is in force of the pair's options cannot be read: {}", e.toString());
      known = OptionsMemory.NONE;
    }
    OptionsInForce options = new OptionsInForce(file, me, known);
    try {
      Set<PairOption> asked = AskedOptions.read(state);
      options.takeIn(says, asked);
      AskedOptions.forget(state, asked);
    } catch (IOException e) {
      LOG.error(
          "What was changed of the pair's options in sbs.toml cannot be taken in ({}). It is tried"
              + " again at the next start.",
          e.toString());
    }
    return options;
  }

  /** Whose options these are. */
  public Origin me() {
    return me;
  }

  /** What is in force. */
  public PairOptions now() {
    return memory.get().inForce();
  }

  /** What this node's settings file said when it was last read. */
  public Optional<FileOptions> said() {
    return memory.get().said();
  }

  /**
   * A user lets the running node read its settings file. Durable when this returns.
   *
   * @param says what the file says now
   * @return what was changed on purpose
   * @throws IOException if the disk does not take it; then all stays as it was
   */
  public Set<PairOption> reload(FileOptions says) throws IOException {
    Set<PairOption> asked = AskedOptions.read(file.state());
    Set<PairOption> changed = takeIn(says, asked);
    AskedOptions.forget(file.state(), asked);
    return changed;
  }

  private Set<PairOption> takeIn(FileOptions says, Set<PairOption> asked) throws IOException {
    synchronized (writing) {
      OptionsMemory before = memory.get();
      PairOptionsRule.Taken taken =
          PairOptionsRule.takeIn(before.inForce(), before.said(), says, asked, me);
      write(before, new OptionsMemory(taken.inForce(), Optional.of(taken.said())));
      for (PairOption option : taken.changed()) {
        LOG.info(
            "{} = {}, set in this node's sbs.toml, is in force from now on (revision {}).",
            option.word(),
            taken.inForce().shown(option),
            taken.inForce().state(option).revision().number());
      }
      return taken.changed();
    }
  }

  /** Writes it, and only then lets it be in force. */
  private void write(OptionsMemory before, OptionsMemory next) throws IOException {
    if (!next.equals(written)) {
      file.write(next);
      written = next;
    }
    if (!memory.compareAndSet(before, next)) {
      // A primary has told something newer meanwhile; the next meeting decides anew.
      LOG.debug("The options in force changed while others were written.");
    }
  }

  /**
   * The password or the authority for mails was changed while the node runs, in files that its
   * settings name. Counts only while these settings are in force.
   */
  public void mailFilesSay(MailAccess access) throws IOException {
    Optional<FileOptions> said = said();
    if (now().mail().isSetOn(me.nodeId()) && said.isPresent()) {
      takeIn(said.get().withMail(access.shared()), EnumSet.noneOf(PairOption.class));
    }
  }

  /** What would hold if this node, as primary, met one with those options. */
  public PairOptionsRule.Met weigh(PairOptions secondarys) {
    return PairOptionsRule.meet(now(), secondarys, me);
  }

  /**
   * This node, as primary, meets one with those options. Durable when this returns.
   *
   * @throws IOException if the disk does not take it; then all stays as it was
   */
  public PairOptionsRule.Met meet(PairOptions secondarys) throws IOException {
    synchronized (writing) {
      OptionsMemory before = memory.get();
      PairOptionsRule.Met met = PairOptionsRule.meet(before.inForce(), secondarys, me);
      write(before, new OptionsMemory(met.inForce(), before.said()));
      return met;
    }
  }

  /**
   * The primary has told what holds. In force at once; {@link #save} makes it durable, and if that
   * fails it is told again at the next connection.
   *
   * @return what has another value now
   */
  public List<PairOption> follow(PairOptions primarys) {
    OptionsMemory before =
        memory.getAndUpdate(
            known ->
                new OptionsMemory(PairOptionsRule.follow(known.inForce(), primarys), known.said()));
    PairOptions after = PairOptionsRule.follow(before.inForce(), primarys);
    return List.of(PairOption.values()).stream()
        .filter(
            option -> !after.state(option).value().equals(before.inForce().state(option).value()))
        .toList();
  }

  /** Writes what is not written yet. */
  public void save() throws IOException {
    synchronized (writing) {
      OptionsMemory now = memory.get();
      write(now, now);
    }
  }
}
