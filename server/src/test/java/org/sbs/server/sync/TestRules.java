package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sbs.core.consent.FolderConsent.Decision;
import org.sbs.core.replica.Folder;
import org.sbs.server.sync.consent.Consents;
import org.sbs.server.sync.consent.FolderGate;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.disk.LocalAccounts;

/** Rules about folders, as a test wants them. */
public final class TestRules {
  private TestRules() {}

  /** Of a node whose settings accept those folders, and that nobody has asked yet. */
  public static FolderRules accepting(Path home, Path... accept) {
    return with(home, Consents.none(), accept);
  }

  /** The same, with answers; SBS runs as a person. */
  public static FolderRules with(Path home, Consents answers, Path... accept) {
    return new FolderRules(
        new FolderRules.Named(home, List.of(), List.of(accept)),
        answers,
        LocalAccounts.of(0, "root:x:0:0:root:/root:/bin/bash\n"));
  }

  /** Of a primary whose own settings name the whole set. */
  static FolderGate gate(FolderRules rules) {
    return new FolderGate() {
      @Override
      public boolean isNamedHere(Folder folder) {
        return true;
      }

      @Override
      public FolderRules.Verdict sending(Folder folder) {
        return new FolderRules.Verdict(Decision.ACCEPTED, Optional.empty());
      }

      @Override
      public Folder guarded(Folder folder, Path place) throws IOException {
        return rules.guarded(folder, place);
      }
    };
  }
}
