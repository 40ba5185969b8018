package org.sbs.core.settings;

import java.util.Optional;

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
    } catch (IllegalArgumentException e) {
      given.wrong(
          key, e.getMessage(), "Write \"127.0.0.1:" + USUAL_PORT + "\", or leave the line out.");
      return new HostPort("127.0.0.1", USUAL_PORT);
    }
    if (!listen.isLoopback()) {
      given.wrong(
          key,
          "\""
              + listen.host()
              + "\" can be reached from other machines, and this interface has no encryption of"
              + " its own: its token would cross the network in the clear.",
          "Set listen = \"127.0.0.1:"
              + listen.port()
              + "\"; from another machine, come through SSH.");
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
    } catch (IllegalArgumentException e) {
      given.wrong(
          key,
          e.getMessage(),
          "Write an address of this machine, as \"192.0.2.1:"
              + USUAL_METRICS_PORT
              + "\", or leave the line out.");
      return Optional.empty();
    }
    if (isPairs(given, pair, listen)) {
      takenByPair(given, key, listen, USUAL_METRICS_PORT);
    } else if (listen.port() != 0 && listen.port() == admin.port()) {
      given.wrong(
          key,
          "port " + listen.port() + " is already that of the admin interface (admin.listen).",
          "Choose another port here, as " + USUAL_METRICS_PORT + ".");
    }
    return Optional.of(listen);
  }

  private static void takenByPair(
      ParsedSettings given, SettingKey key, HostPort listen, int usual) {
    given.wrong(
        key,
        "port " + listen.port() + " is already that of the pair link (pair.port).",
        "Choose another port here, as " + usual + ", or another pair.port.");
  }

  private static boolean isPairs(ParsedSettings given, Settings.Pair pair, HostPort listen) {
    return given.isSound(SettingKey.PAIR_PORT, SettingKey.PAIR_LOCAL_ADDRESS)
        && listen.port() == pair.port()
        && pair.localAddress().map(listen::sameHostAs).orElse(true);
  }
}
