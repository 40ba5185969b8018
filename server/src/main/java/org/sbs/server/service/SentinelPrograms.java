package org.sbs.server.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * The programs by which a service tells its sentinels and takes orders for them; each run anew,
 * with a time limit. A running Label Print Manager is asked directly where it can be. Immutable.
 */
final class SentinelPrograms {
  private final Optional<ShortProgram> list;
  private final Optional<ShortProgram> activate;
  private final Optional<ShortProgram> deactivate;
  private final Optional<ShortProgram> reload;
  private final Optional<LpmControl> running;

  /**
   * With the programs and their arguments; an empty list of words stands for no program.
   *
   * @param running the Label Print Manager, where it is the service
   */
  SentinelPrograms(
      List<String> list,
      List<String> activate,
      Optional<List<String>> deactivate,
      Optional<List<String>> reload,
      Duration limit,
      Optional<LpmControl> running) {
    this.running = running;
    this.list = program("list", list, limit);
    this.activate = program("activate", activate, limit);
    this.deactivate = program("deactivate", deactivate.orElse(List.of()), limit);
    this.reload = program("reload", reload.orElse(List.of()), limit);
  }

  private static Optional<ShortProgram> program(String name, List<String> words, Duration limit) {
    return words.isEmpty() ? Optional.empty() : Optional.of(new ShortProgram(name, words, limit));
  }

  private String demand(ShortProgram program, Map<String, String> environment, String input)
      throws ServiceException {
    if (running.isPresent()) {
      Optional<ShortProgram.Outcome> said = running.get().ask(program.name(), input);
      if (said.isPresent() && said.get().status() == 0) {
        return said.get().output();
      }
      if (said.isPresent()) {
        throw program.failed(said.get());
      }
    }
    return program.demand(environment, input);
  }

  /** All sentinels; none where no program lists them. */
  List<Sentinel> list(Map<String, String> environment) throws ServiceException {
    return list.isEmpty() ? List.of() : SentinelList.parse(demand(list.get(), environment, ""));
  }

  /** Activates those. */
  void activate(Map<String, String> environment, List<String> names) throws ServiceException {
    String lines = lines(names);
    if (names.isEmpty()) {
      return;
    }
    if (activate.isEmpty()) {
      throw new ServiceException(
          Reason.of(ReasonCode.SENTINELS_WITHOUT_COMMAND).with("names", String.join(", ", names)));
    }
    demand(activate.get(), environment, lines);
  }

  /** Deactivates those; false if there is no program for that. */
  boolean deactivate(Map<String, String> environment, List<String> names) throws ServiceException {
    if (deactivate.isEmpty()) {
      return false;
    }
    String lines = lines(names);
    if (!names.isEmpty()) {
      demand(deactivate.get(), environment, lines);
    }
    return true;
  }

  private static String lines(List<String> names) throws ServiceException {
    for (String name : names) {
      if (name.isBlank() || name.lines().count() != 1) {
        throw new ServiceException(
            Reason.of(ReasonCode.SENTINEL_NAME_WRONG).with("name", Words.shown(name, 100)));
      }
    }
    return String.join("\n", names) + "\n";
  }

  /** Makes the service read its settings again; false if there is no program for that. */
  boolean reload(Map<String, String> environment) throws ServiceException {
    if (reload.isEmpty()) {
      return false;
    }
    reload.get().demand(environment, "");
    return true;
  }
}
