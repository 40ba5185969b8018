package org.sbs.server.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.sbs.server.service.SystemdTie;

/** The text of SBS's own unit. Pure. */
final class SystemdUnit {
  /** By its first line SBS knows what it may remove. */
  static final String MARK = "# Written by sbs service install, which replaces it as a whole.";

  /** For ending with no progress, and for what follows it; a long last cycle asks for more. */
  private static final int STOP_SECONDS = 120;

  private SystemdUnit() {}

  static String text(Path home, List<String> command) {
    String words = command.stream().map(SystemdUnit::word).collect(Collectors.joining(" "));
    return MARK
        + """

        [Unit]
        Description=Sentinel Backup Server
        # At the end of the machine SBS goes before the network: it can still hand over.
        After=network.target remote-fs.target nss-lookup.target

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
        # SBS writes wherever the folders lie that it copies, so none is closed to it.
        LockPersonality=yes
        ProtectClock=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        RestrictRealtime=yes

        [Install]
        WantedBy=multi-user.target
        """
            .formatted(words, path(home), SystemdTie.RUNTIME_NAME, STOP_SECONDS);
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
