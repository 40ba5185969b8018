package org.sbs.core.settings;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** What makes a path unfit as a folder of the folder set. */
final class FolderPaths {
  /** What is wrong with a path, and the remedy. */
  record Fault(Reason wrong, Reason remedy) {}

  private FolderPaths() {}

  static Optional<Fault> wrongWith(String path, PathStyle style) {
    if (!style.isAbsolute(path)) {
      return fault(of(ReasonCode.PATH_NOT_ABSOLUTE, path), style);
    }
    if (style.names(path).contains("..")) {
      return fault(of(ReasonCode.PATH_GOES_UP, path), style);
    }
    if (path.indexOf('\0') >= 0) {
      return fault(Reason.of(ReasonCode.PATH_CHARACTER), style);
    }
    if (style.isTop(path)) {
      Reason remedy = Reason.of(ReasonCode.DO_NAME_FOLDER);
      return Optional.of(new Fault(of(ReasonCode.PATH_WHOLE_DISK, path), remedy));
    }
    return Optional.empty();
  }

  private static Reason of(ReasonCode code, String path) {
    return Reason.of(code).with("path", path);
  }

  private static Optional<Fault> fault(Reason wrong, PathStyle style) {
    Reason remedy = Reason.of(ReasonCode.DO_ENTER_PATH).with("example", style.example());
    return Optional.of(new Fault(wrong, remedy));
  }
}
