package org.sbs.core.settings;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;

/** What must hold in {@code [admin]}. */
final class AdminRules {
  private static final int USUAL_PORT = 4446;
  private static final int USUAL_METRICS_PORT = 4447;

  private AdminRules() {}

  static Settings.Admin check(ParsedSettings given, Settings.Pair pair) {
    HostPort listen = listen(given, pair);
    return new Settings.Admin(listen, metrics(given, pair, listen));
  }

  private static HostPort listen(ParsedSettings given, Settings.Pair pair) {
    SettingKey key = SettingKey.ADMIN_LISTEN;
    HostPort listen;
    try {
      listen = HostPort.parse(given.text(key), USUAL_PORT, 0);
    } catch (ReasonException e) {
      given.wrong(
          key,
          e.reason(),
          Reason.of(ReasonCode.DO_WRITE_LISTEN).with("address", "127.0.0.1:" + USUAL_PORT));
      return new HostPort("127.0.0.1", USUAL_PORT);
    }
    if (!listen.isLoopback()) {
      given.wrong(
          key,
          Reason.of(ReasonCode.ADMIN_BEYOND_LOOPBACK).with("host", listen.host()),
          Reason.of(ReasonCode.DO_LISTEN_ON_LOOPBACK)
              .with("address", "127.0.0.1:" + listen.port()));
    } else if (isPairs(given, pair, listen)) {
      takenByPair(given, key, listen, USUAL_PORT);
    }
    return listen;
  }

  private static Optional<HostPort> metrics(
      ParsedSettings given, Settings.Pair pair, HostPort admin) {
    SettingKey key = SettingKey.ADMIN_METRICS_LISTEN;
    if (given.text(key).isEmpty()) {
      return Optional.empty();
    }
    HostPort listen;
    try {
      listen = HostPort.parse(given.text(key), USUAL_METRICS_PORT, 0);
    } catch (ReasonException e) {
      given.wrong(
          key, e.reason(), Reason.of(ReasonCode.DO_WRITE_METRICS).with("port", USUAL_METRICS_PORT));
      return Optional.empty();
    }
    if (isPairs(given, pair, listen)) {
      takenByPair(given, key, listen, USUAL_METRICS_PORT);
    } else if (listen.port() != 0 && listen.port() == admin.port()) {
      given.wrong(
          key,
          Reason.of(ReasonCode.PORT_OF_ADMIN).with("port", listen.port()),
          Reason.of(ReasonCode.DO_CHOOSE_PORT).with("port", USUAL_METRICS_PORT));
    }
    return Optional.of(listen);
  }

  private static void takenByPair(
      ParsedSettings given, SettingKey key, HostPort listen, int usual) {
    given.wrong(
        key,
        Reason.of(ReasonCode.PORT_OF_PAIR).with("port", listen.port()),
        Reason.of(ReasonCode.DO_CHOOSE_PORT_OR_PAIR).with("port", usual));
  }

  private static boolean isPairs(ParsedSettings given, Settings.Pair pair, HostPort listen) {
    return given.isSound(SettingKey.PAIR_PORT, SettingKey.PAIR_LOCAL_ADDRESS)
        && listen.port() == pair.port()
        && pair.localAddress().map(listen::sameHostAs).orElse(true);
  }
}
