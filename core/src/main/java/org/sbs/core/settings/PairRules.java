package org.sbs.core.settings;

import java.util.List;
import java.util.Optional;
import org.sbs.core.role.Mode;

/** What must hold in {@code [pair]}. */
final class PairRules {
  /** Stands in for a peer address that is missing or wrong, so that the rest can be checked. */
  private static final HostPort NOWHERE = new HostPort("peer.invalid", 0);

  private PairRules() {}

  static Settings.Pair check(ParsedSettings given) {
    int port = given.small(SettingKey.PAIR_PORT);
    Optional<String> local = local(given);
    HostPort peer = peer(given, port, local);
    silence(given);
    if (given.isSound(SettingKey.PAIR_KEY_FILE) && given.text(SettingKey.PAIR_KEY_FILE).isBlank()) {
      given.wrong(
          SettingKey.PAIR_KEY_FILE,
          "the name of the key file is empty.",
          "Set key-file = \"pair.key\", or leave the line out.");
    }
    return new Settings.Pair(
        local,
        peer,
        port,
        given.choice(SettingKey.PAIR_MODE, List.of(Mode.values()), List.of()),
        given.whole(SettingKey.PAIR_PERIOD_SECONDS),
        given.whole(SettingKey.PAIR_HEARTBEAT_MS),
        given.whole(SettingKey.PAIR_SILENCE_LIMIT_MS),
        given.whole(SettingKey.PAIR_START_WAIT_SECONDS),
        given.small(SettingKey.PAIR_MAX_TAKEOVERS),
        given.whole(SettingKey.PAIR_TAKEOVER_WINDOW_SECONDS),
        given.text(SettingKey.PAIR_KEY_FILE),
        reachability(given));
  }

  private static Optional<String> local(ParsedSettings given) {
    String text = given.text(SettingKey.PAIR_LOCAL_ADDRESS);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String host = bracketed ? text.substring(1, text.length() - 1) : text;
    boolean good = HostSyntax.isIpv6(host) || (!bracketed && HostSyntax.isNameOrIpv4(host));
    if (!good) {
      given.wrong(
          SettingKey.PAIR_LOCAL_ADDRESS,
          "\"" + text + "\" is neither a host name nor an IP address.",
          "Write one of this machine's addresses without a port (the port is pair.port), or leave"
              + " the line out to use all of them.");
      return Optional.empty();
    }
    return HostSyntax.isWildcard(host) ? Optional.empty() : Optional.of(host);
  }

  private static List<String> reachability(ParsedSettings given) {
    List<String> addresses = given.texts(SettingKey.PAIR_REACHABILITY);
    for (String address : addresses) {
      if (!HostSyntax.isIpv6(address) && !HostSyntax.isNameOrIpv4(address)) {
        given.wrong(
            SettingKey.PAIR_REACHABILITY,
            "\"" + address + "\" is neither a host name nor an IP address.",
            "Write addresses without a port that answer as long as this machine has a network, such"
                + " as [\"192.0.2.254\"], or leave the line out.");
      }
    }
    return addresses;
  }

  private static HostPort peer(ParsedSettings given, int port, Optional<String> local) {
    SettingKey key = SettingKey.PAIR_PEER_ADDRESS;
    if (!given.isSound(key)) {
      return NOWHERE;
    }
    String text = given.text(key);
    if (text.isEmpty()) {
      given.wrong(
          key,
          "the address of the other node is missing, and a pair has two nodes.",
          "Set peer-address = \"host\" or \"host:port\" below [pair], or type: sbs config set"
              + " pair.peer-address HOST");
      return NOWHERE;
    }
    HostPort peer;
    try {
      peer = HostPort.parse(text, port, 1);
    } catch (IllegalArgumentException e) {
      given.wrong(
          key,
          e.getMessage(),
          "Write \"host\", \"host:port\", \"[IPv6 address]\" or \"[IPv6 address]:port\".");
      return NOWHERE;
    }
    if (HostSyntax.isWildcard(peer.host())) {
      given.wrong(
          key,
          peer.host() + " stands for every address and names no machine.",
          "Write the other node's own address.");
    } else if (isThisNode(given, peer, port, local)) {
      given.wrong(
          key,
          "this is the node's own address and port.",
          "Write the other node's address; two nodes on one machine need different ports.");
    }
    return peer;
  }

  private static boolean isThisNode(
      ParsedSettings given, HostPort peer, int port, Optional<String> local) {
    boolean sameHost = local.map(peer::sameHostAs).orElse(peer.isLoopback());
    return given.isSound(SettingKey.PAIR_PORT, SettingKey.PAIR_LOCAL_ADDRESS)
        && peer.port() == port
        && sameHost;
  }

  private static void silence(ParsedSettings given) {
    long heartbeatMs = given.whole(SettingKey.PAIR_HEARTBEAT_MS);
    long limitMs = given.whole(SettingKey.PAIR_SILENCE_LIMIT_MS);
    if (given.isSound(SettingKey.PAIR_HEARTBEAT_MS, SettingKey.PAIR_SILENCE_LIMIT_MS)
        && limitMs < 2 * heartbeatMs) {
      // The line to mend is the one that somebody wrote.
      SettingKey key =
          given.isGiven(SettingKey.PAIR_SILENCE_LIMIT_MS)
              ? SettingKey.PAIR_SILENCE_LIMIT_MS
              : SettingKey.PAIR_HEARTBEAT_MS;
      given.wrong(
          key,
          "a silence limit of "
              + limitMs
              + " ms is less than two heartbeats of "
              + heartbeatMs
              + " ms, so that one late heartbeat would look like a dead node.",
          "Set silence-limit-ms to "
              + 2 * heartbeatMs
              + " or more, or heartbeat-ms to "
              + limitMs / 2
              + " or less.");
    }
  }
}
