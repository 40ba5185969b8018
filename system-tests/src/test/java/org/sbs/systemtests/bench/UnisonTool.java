package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Unison with its server at the other end, over a socket of its own. */
final class UnisonTool implements Tool {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Site site;
  private final BenchNetwork network;
  private final int port;
  private Optional<Process> server = Optional.empty();

  UnisonTool(Path folder, BenchNetwork network, int port, BenchCleanup cleanup) throws IOException {
    this.site = Site.in(folder);
    this.network = network;
    this.port = port;
    cleanup.add("Unison's server", this::stop);
  }

  @Override
  public String name() {
    return "Unison";
  }

  @Override
  public Site site() {
    return site;
  }

  private synchronized void stop() {
    Shell.end(server);
    server = Optional.empty();
  }

  @Override
  public synchronized void fresh() throws IOException {
    stop();
    site.empty();
    Shell.delete(archive("here"));
    Shell.delete(archive("there"));
    Files.createDirectories(archive("here"));
    Files.createDirectories(archive("there"));
    List<String> words = new ArrayList<>(keeping("there"));
    words.addAll(
        List.of("unison", "-listen", network.thereAddress(), "-socket", Integer.toString(port)));
    server = Optional.of(Shell.start(network.there(words), site.home().resolve("server.log")));
    Ready.await("Unison's server", () -> Ready.answers(network, port));
  }

  /** Each end has what it remembers in a folder of its own. */
  private List<String> keeping(String end) {
    return List.of("env", "UNISON=" + archive(end));
  }

  private Path archive(String end) {
    return site.home().resolve("archive-" + end);
  }

  @Override
  public void carry(MemoryWatch watch, Duration limit) throws IOException {
    List<String> words = new ArrayList<>(keeping("here"));
    words.addAll(List.of("unison", site.source().toString()));
    words.add("socket://" + network.thereAddress() + ":" + port + "/" + site.target());
    words.addAll(
        List.of("-ui", "text", "-batch", "-times", "-confirmbigdel=false", "-color", "false"));
    Shell.run(words, limit, watch::client);
  }

  @Override
  public Ends ends() {
    return new Ends(List.of(), server.stream().map(Process::pid).toList());
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }
}
