package org.sbs.server.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.sbs.server.service.SystemdDropIn;

/** The text of SBS's own unit. Pure. */
final class SystemdUnit {
  /** By its first line SBS knows what it may remove. */
  static final String MARK = "# Written by sbs service install, which replaces it as a whole.";

  /** As whom SBS runs unless the administrator chooses root. */
  static final String ACCOUNT = "sbs";

  private static final String CLOSED =
      """
      User=%s
      Group=%s
      CapabilityBoundingSet=
      AmbientCapabilities=
      NoNewPrivileges=yes
      # A folder that is accepted while SBS runs is written without a restart: only the folders of
      # the system, which are never accepted, are closed here. What SBS may write in homes, /etc
      # and /tmp is for the rights of its account.
      ProtectSystem=yes
      KeyringMode=private
      LockPersonality=yes
      ProtectClock=yes
      ProtectControlGroups=yes
      ProtectHostname=yes
      ProtectKernelLogs=yes
      ProtectKernelModules=yes
      ProtectKernelTunables=yes
      RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
      RestrictNamespaces=yes
      RestrictRealtime=yes
      RestrictSUIDSGID=yes
      SystemCallArchitectures=native
      SystemCallErrorNumber=EPERM
      SystemCallFilter=@system-service
      """;

  /**
   * What root gets, of all that root could have: hooks that move addresses, folders of any owner,
   * processes of other accounts. What a site needs beyond that, a drop-in of its own adds.
   */
  private static final String ROOT =
      """
      # Chosen by sbs service install --privileged.
      User=root
      Group=root
      CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_FSETID
      CapabilityBoundingSet=CAP_KILL CAP_SETUID CAP_SETGID CAP_SYS_PTRACE
      CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_NET_BIND_SERVICE
      ProtectKernelTunables=no
      RestrictAddressFamilies=AF_PACKET
      """;

  /** For ending with no progress, and for what follows it; a long last cycle asks for more. */
  private static final int STOP_SECONDS = 120;

  private SystemdUnit() {}

  /**
   * The whole unit.
   *
   * @param root whether SBS runs as root, for sites whose hooks or folders need that
   */
  static String text(Path home, List<String> command, boolean root) {
    String words = command.stream().map(SystemdUnit::word).collect(Collectors.joining(" "));
    return MARK
        + """

        [Unit]
        Description=Sentinel Backup Server
        # At the end of the machine SBS goes before the network, so that it can still hand over, and
        # before those by whom an account without root's rights asks systemd to stop its units.
        After=network.target remote-fs.target nss-lookup.target dbus.service polkit.service

        [Service]
        Type=notify
        NotifyAccess=main
        ExecStart=%s
        # The node's home; sbs start and sbs stop know by it whose service this is.
        WorkingDirectory=%s
        # Names of files in every script need an encoding that knows them.
        Environment=LC_ALL=C.UTF-8
        # systemd removes it when SBS ends, however it ends, and with it the permit to serve.
        RuntimeDirectory=%s
        # SIGTERM is for SBS alone, which stops what it started; what it leaves is killed.
        KillMode=mixed
        TimeoutStopSec=%d
        # One that died comes back, as a secondary if the other node has taken over.
        Restart=on-failure
        RestartSec=3
        RestartPreventExitStatus=2 78
        # A label job without memory must not take SBS along.
        OOMPolicy=continue
        """
            .formatted(words, path(home), SystemdDropIn.RUNTIME_NAME, STOP_SECONDS)
        + CLOSED.formatted(ACCOUNT, ACCOUNT)
        + (root ? ROOT : "")
        + """

        [Install]
        WantedBy=multi-user.target
        """;
  }

  /** What a drop-in says so that the unit of a package runs SBS as root. */
  static String rootDropIn() {
    return MARK + "\n[Service]\n" + ROOT;
  }

  /** One word of a command line, as systemd reads them. */
  private static String word(String word) {
    String plain =
        word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%").replace("$", "$$");
    return '"' + plain + '"';
  }

  /** A path that takes up the rest of its line. */
  private static String path(Path path) {
    return path.toString().replace("%", "%%");
  }
}
