package org.sbs.lpm;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sbs.lpm.capture.FolderWatcher;
import org.sbs.lpm.capture.OpenFiles;
import org.sbs.lpm.claims.JobIds;
import org.sbs.lpm.claims.NodeId;
import org.sbs.lpm.control.ControlCommands;
import org.sbs.lpm.control.ControlServer;
import org.sbs.lpm.control.StatusReport;
import org.sbs.lpm.printer.PrinterGates;
import org.sbs.lpm.sentinel.SentinelContext;
import org.sbs.lpm.sentinel.Sentinels;
import org.sbs.lpm.sentinel.Strays;
import org.sbs.lpm.settings.SettingsFolder;
import org.sbs.lpm.state.Journal;
import org.sbs.lpm.state.Log;
import org.sbs.lpm.state.StateFolder;

/** A whole Label Print Manager: the only place that wires its parts. */
public final class LabelPrintManager implements AutoCloseable {
  private static final long JOB_IN_HAND_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final StateFolder state;
  private final Journal journal;
  private final FolderWatcher watcher;
  private final Sentinels sentinels;
  private final ControlServer control;
  private final Log log;

  private LabelPrintManager(
      StateFolder state,
      Journal journal,
      FolderWatcher watcher,
      Sentinels sentinels,
      ControlServer control,
      Log log) {
    this.state = state;
    this.journal = journal;
    this.watcher = watcher;
    this.sentinels = sentinels;
    this.control = control;
    this.log = log;
  }

  /**
   * How it is started.
   *
   * @param node the node's name; empty for one made of the host's name, kept in the state folder
   * @param held whether all sentinels start inactive
   * @param adopt whether the claims of other nodes are taken over
   */
  public record Options(
      Path settings, Path state, Optional<String> node, boolean held, boolean adopt) {}

  /**
   * Starts it. When this returns, it can be listed and activated.
   *
   * @param messages gets a line a message
   * @throws IOException with a sentence for users
   */
  public static LabelPrintManager start(Options options, PrintStream messages) throws IOException {
    Clock clock = Clock.systemUTC();
    StateFolder state = StateFolder.take(options.state());
    try {
      NodeId node = NodeId.newInstance(nodeName(options, state));
      Log log = new Log(messages, state.file("lpm.log"), clock);
      Journal journal = Journal.open(options.state(), clock);
      FolderWatcher watcher = new FolderWatcher();
      SettingsFolder settings = new SettingsFolder(options.settings());
      SentinelContext context =
          new SentinelContext(
              node,
              options.adopt(),
              settings,
              new JobIds(clock),
              journal,
              log,
              watcher,
              new PrinterGates(),
              new Strays(),
              new OpenFiles());
      Sentinels sentinels = new Sentinels(context, state);
      log.info(
          "The Label Print Manager of node "
              + node.node()
              + " starts with the settings "
              + settings.path()
              + (options.adopt() ? " and takes over the jobs of others." : "."));
      sentinels.start(options.held());
      if (settings.names().isEmpty()) {
        log.warn("There are no sentinels: " + settings.path() + " has no sentinels/NAME.toml.");
      }
      StatusReport report = new StatusReport(node, clock.instant(), settings.path());
      ControlServer control =
          ControlServer.start(options.state(), new ControlCommands(sentinels, report), log);
      return new LabelPrintManager(state, journal, watcher, sentinels, control, log);
    } catch (IOException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private static String nodeName(Options options, StateFolder state) throws IOException {
    if (options.node().isPresent()) {
      return options.node().get();
    }
    Path file = state.file("node");
    try {
      return NodeId.nodeName(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException e) {
      byte[] random = new byte[2];
      new SecureRandom().nextBytes(random);
      String host = hostName();
      String name =
          NodeId.nodeName(
              host.substring(0, Math.min(host.length(), 40))
                  + "-"
                  + HexFormat.of().formatHex(random));
      Files.writeString(file, name + "\n", StandardCharsets.UTF_8);
      return name;
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "node";
    }
  }

  /** Stops: each sentinel finishes the job in hand, for two seconds at most. */
  @Override
  public void close() {
    try {
      boolean ended = sentinels.close(JOB_IN_HAND_NANOS);
      control.close();
      watcher.close();
      log.info(
          ended
              ? "The Label Print Manager has stopped."
              : "The Label Print Manager stops in the middle of a job, which did not end in time.");
      journal.close();
      state.close();
    } catch (IOException e) {
      log.warn("The Label Print Manager did not stop cleanly: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
