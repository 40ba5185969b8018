package org.sbs.systemtests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sbs.systemtests.bench.FailoverNetwork.Host;

/** Two keepalived that share an address by VRRP. What they log tells when their state changed. */
final class KeepalivedPair implements FailoverPair {
  private static final String MASTER = "Entering MASTER STATE";
  private static final String BACKUP = "Entering BACKUP STATE";

  private final Path folder;
  private final FailoverNetwork network;
  private final String advertSeconds;
  private final Map<Host, Process> processes = new EnumMap<>(Host.class);

  /** When a host first logged that it entered a state, as "A Entering …". */
  private final Map<String, Instant> entered = new ConcurrentHashMap<>();

  KeepalivedPair(Path folder, FailoverNetwork network, String advertSeconds) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.network = network;
    this.advertSeconds = advertSeconds;
  }

  @Override
  public String name() {
    return "keepalived, adverts every " + advertSeconds + " s";
  }

  @Override
  public void start() throws IOException {
    entered.clear();
    // The backup waits longer before it takes over the less its priority is.
    start(Host.A, "MASTER", 200);
    await(Host.A, MASTER);
    start(Host.B, "BACKUP", 199);
    await(Host.B, BACKUP);
  }

  private void start(Host host, String state, int priority) throws IOException {
    Path settings = folder.resolve(host + ".conf");
    Files.writeString(
        settings,
        String.format(
            Locale.ROOT,
            """
            global_defs {
              router_id %s
            }
            vrrp_instance pair {
              state %s
              interface net0
              virtual_router_id 51
              priority %d
              advert_int %s
              virtual_ipaddress {
                %s
              }
            }
            """,
            host,
            state,
            priority,
            advertSeconds,
            FailoverNetwork.SHARED_ADDRESS));
    List<String> words =
        List.of(
            "keepalived",
            "--dont-fork",
            "--log-console",
            "--vrrp",
            "--use-file=" + settings,
            "--pid=" + folder.resolve(host + ".pid"),
            "--vrrp_pid=" + folder.resolve(host + ".vrrp.pid"));
    Process process = new ProcessBuilder(network.on(host, words)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    processes.put(host, process);
    Thread reader = new Thread(() -> read(host, process), "keepalived-" + host);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Host host, Process process) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Instant now = Instant.now();
        for (String state : List.of(MASTER, BACKUP)) {
          if (line.contains(state)) {
            entered.putIfAbsent(host + " " + state, now);
          }
        }
      }
    } catch (IOException | UncheckedIOException ended) {
      // Killed, as it was meant to be.
    }
  }

  private Instant await(Host host, String state) throws IOException {
    String key = host + " " + state;
    Ready.await(name() + ": " + key, () -> entered.containsKey(key));
    return entered.get(key);
  }

  @Override
  public void killA() {
    kill(Host.A);
  }

  private void kill(Host host) {
    Optional<Process> process = Optional.ofNullable(processes.remove(host));
    process.ifPresent(
        each ->
            Proc.family(each.pid()).stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly));
    Shell.end(process);
  }

  @Override
  public Instant promotedB() throws IOException {
    return await(Host.B, MASTER);
  }

  @Override
  public void close() {
    kill(Host.A);
    kill(Host.B);
  }
}
