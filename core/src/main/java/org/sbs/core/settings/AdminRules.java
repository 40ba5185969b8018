package org.sbs.core.settings;

/** What must hold in {@code [admin]}. */
final class AdminRules {
  private static final int USUAL_PORT = 4446;

  private AdminRules() {}

  static Settings.Admin check(Given given, Settings.Pair pair) {
    SettingKey key = SettingKey.ADMIN_LISTEN;
    HostPort listen;
    try {
      listen = HostPort.parse(given.text(key), USUAL_PORT, 0);
    } catch (IllegalArgumentException e) {
      given.wrong(
          key, e.getMessage(), "Write \"127.0.0.1:" + USUAL_PORT + "\", or leave the line out.");
      return new Settings.Admin(new HostPort("127.0.0.1", USUAL_PORT));
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
    } else if (samePort(given, pair, listen)) {
      given.wrong(
          key,
          "port " + listen.port() + " is already that of the pair link (pair.port).",
          "Choose another port here, as " + USUAL_PORT + ", or another pair.port.");
    }
    return new Settings.Admin(listen);
  }

  private static boolean samePort(Given given, Settings.Pair pair, HostPort listen) {
    return given.isSound(SettingKey.PAIR_PORT, SettingKey.PAIR_LOCAL_ADDRESS)
        && listen.port() == pair.port()
        && pair.localAddress().map(listen::sameHostAs).orElse(true);
  }
}
