package org.sbs.server.service;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * The adapter {@code lpm}: the commands of SBS's own Label Print Manager, run by the Java that runs
 * SBS.
 *
 * @param jar the program {@code lpm.jar}, an existing file
 */
public record LpmPreset(Path jar) {
  /** It holds few labels at a time, and is asked by short commands: small, and quick to start. */
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** The one that runs prints bursts of small files: its methods are compiled early. */
  private static final List<String> RUN_OPTIONS =
      List.of(
          "-XX:Tier0InvokeNotifyFreqLog=4",
          "-XX:Tier3InvocationThreshold=40",
          "-XX:Tier3MinInvocationThreshold=16",
          "-XX:Tier3CompileThreshold=200");

  private static final String NAME = "lpm.jar";

  /**
   * With the program at a place of the caller's.
   *
   * @throws ServiceException if it is not there
   */
  public static LpmPreset at(Path jar) throws ServiceException {
    if (!Files.isRegularFile(jar)) {
      throw new ServiceException(
          Reason.of(ReasonCode.LPM_MISSING).with("place", jar.toAbsolutePath().toString()));
    }
    return new LpmPreset(jar.toAbsolutePath().normalize());
  }

  /**
   * With the program found from where SBS itself lies: beside it or in {@code lib/} when installed,
   * in the sibling module's {@code target/} when built from source.
   *
   * @throws ServiceException if it is in none of these places
   */
  public static LpmPreset beside(Class<?> ofSbs) throws ServiceException {
    return among(places(home(ofSbs)));
  }

  /** The places where it is looked for, given the jar or class folder of SBS, best first. */
  static List<Path> places(Path sbs) {
    Path folder = sbs.toAbsolutePath().normalize().getParent();
    List<Path> places = new ArrayList<>();
    places.add(folder.resolve(NAME));
    places.add(folder.resolve("lib").resolve(NAME));
    places.add(folder.resolveSibling(NAME));
    places.add(folder.resolve("../../label-manager/target").normalize().resolve(NAME));
    return places;
  }

  /** The first place that holds the program. */
  static LpmPreset among(List<Path> places) throws ServiceException {
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        return new LpmPreset(place);
      }
    }
    throw new ServiceException(
        Reason.of(ReasonCode.LPM_MISSING)
            .with("place", places.stream().map(Path::toString).collect(Collectors.joining(", "))));
  }

  private static Path home(Class<?> ofSbs) throws ServiceException {
    CodeSource source = ofSbs.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new ServiceException(
          Reason.of(ReasonCode.OWN_PLACE_UNKNOWN).with("words", ofSbs.getName()));
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new ServiceException(
          Reason.of(ReasonCode.OWN_PLACE_UNKNOWN).with("words", source.getLocation().toString()),
          e);
    }
  }

  /**
   * The sample settings that come with the program: beside it, or in its module when built from
   * source.
   *
   * @throws ServiceException if they are not there
   */
  public Path samples() throws ServiceException {
    Path inSources = jar.getParent().resolveSibling("samples").resolve("settings");
    Path installed = jar.resolveSibling("samples").resolve("settings");
    for (Path place : List.of(inSources, installed)) {
      if (Files.isDirectory(place)) {
        return place;
      }
    }
    throw new ServiceException(
        Reason.of(ReasonCode.LPM_SAMPLES_MISSING)
            .with("place", inSources.toString())
            .with("other", installed.toString()));
  }

  /**
   * The commands.
   *
   * @param settings the folder with sentinels, printers and templates
   * @param state the folder in which the LPM of this node keeps what is its own; if this program is
   *     root, the LPM runs as the folder's owner
   * @param nodeId by which the node signs the files that it claims
   * @throws ServiceException if the state folder does not tell whose it is
   */
  public CommandSpec spec(Path settings, Path state, String nodeId, CommandSpec.Limits limits)
      throws ServiceException {
    List<String> as = LpmAccount.ownerOf(state);
    List<String> where = List.of("--settings", settings.toString(), "--state", state.toString());
    List<String> run = new ArrayList<>(command(as, "run", where));
    run.addAll(List.of("--node", nodeId, "--held", "--adopt", "--lifeline"));
    return new CommandSpec(
        new CommandSpec.Owned(run, true),
        command(as, "list", where),
        command(as, "activate", where),
        Optional.of(command(as, "deactivate", where)),
        Optional.empty(),
        limits,
        true);
  }

  /**
   * The command that asks the running LPM which of its sentinels are stuck; it lacks its last word,
   * for how many seconds.
   *
   * @throws ServiceException if the state folder does not tell whose it is
   */
  public List<String> stuck(Path settings, Path state) throws ServiceException {
    List<String> where = List.of("--settings", settings.toString(), "--state", state.toString());
    List<String> words = command(LpmAccount.ownerOf(state), "status", where);
    words.add("--stuck-after");
    return words;
  }

  private List<String> command(List<String> as, String verb, List<String> where) {
    List<String> words = new ArrayList<>(as);
    words.add(Path.of(System.getProperty("java.home"), "bin", java()).toString());
    words.addAll(JVM_OPTIONS);
    if (verb.equals("run")) {
      words.addAll(RUN_OPTIONS);
    }
    words.addAll(ClassArchive.options(jar));
    words.addAll(List.of("-jar", jar.toString(), verb));
    words.addAll(where);
    return words;
  }

  private static String java() {
    return File.separatorChar == '\\' ? "java.exe" : "java";
  }
}
