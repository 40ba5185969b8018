package org.sbs.core.options;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.settings.PairOption;

/** One node as far as it has options: its file, and what it remembers. */
final class PairNode {
  final Origin me;
  FileOptions file = Options.silent();
  PairOptions inForce = PairOptions.DEFAULTS;
  Optional<FileOptions> said = Optional.empty();
  final Set<PairOption> asked = EnumSet.noneOf(PairOption.class);

  PairNode(Origin me) {
    this.me = me;
  }

  /** It starts and reads its file; that is durable. */
  PairNode start() {
    PairOptionsRule.Taken taken = PairOptionsRule.takeIn(inForce, said, file, asked, me);
    inForce = taken.inForce();
    said = Optional.of(taken.said());
    asked.clear();
    return this;
  }

  /** A user sets the file by hand, and the node is started. */
  PairNode start(FileOptions newFile) {
    file = newFile;
    return start();
  }

  /** It is primary, and the other one joins it. */
  PairOptionsRule.Met lead(PairNode secondary) {
    PairOptionsRule.Met met = decide(secondary);
    secondary.hear(this);
    return met;
  }

  /** The first half of that: the primary knows, and the secondary has not heard yet. */
  PairOptionsRule.Met decide(PairNode secondary) {
    PairOptionsRule.Met met = PairOptionsRule.meet(inForce, secondary.inForce, me);
    inForce = met.inForce();
    return met;
  }

  /** The second half. */
  void hear(PairNode primary) {
    inForce = PairOptionsRule.follow(inForce, primary.inForce);
  }
}
