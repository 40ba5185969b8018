package org.sbs.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.ServiceException;
import org.sbs.server.service.ShortProgram;

/** The account as which SBS runs without root's rights, and what is its own on this machine. */
final class ServiceAccount {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String FIRST_FAILING =
      "for each; do if [ ! -%s \"$each\" ]; then printf '%%s\\n' \"$each\"; fi; done";

  private final String name;

  ServiceAccount(String name) {
    this.name = name;
  }

  /** Whether this program runs as that account already: then there is nothing to become. */
  private boolean isSelf() {
    return name.equals(System.getProperty("user.name"));
  }

  /** Makes the account if the machine has none of that name; says so. */
  List<String> make() throws ServiceException {
    if (isSelf() || run("getent", "passwd", name).status() == 0) {
      return List.of();
    }
    List<String> words = List.of("useradd", "--system", "--user-group", "--no-create-home");
    List<String> command = new ArrayList<>(words);
    command.addAll(List.of("--home-dir", "/var/lib/sbs", "--shell", "/usr/sbin/nologin", name));
    demand(command);
    return List.of("Made the account " + name + ", which cannot log in.");
  }

  /**
   * Demands that the account gets to the home and to the programs.
   *
   * @throws ServiceException naming what it cannot read
   */
  void demandAccess(Path home, List<String> command) throws ServiceException {
    List<String> files = new ArrayList<>();
    for (String word : command) {
      for (String part : word.split(":", -1)) {
        if (part.startsWith("/") && Files.isRegularFile(Path.of(part))) {
          files.add(part);
        }
      }
    }
    if (home.getParent() != null) {
      files.add(home.getParent() + "/.");
    }
    // "e" needs the way to it, which is all that the folder above the home must let.
    List<String> missing = failing("e", files);
    if (!missing.isEmpty()) {
      throw new ServiceException(
          Reason.of(ReasonCode.ACCOUNT_WITHOUT_ACCESS)
              .with("account", name)
              .with("names", String.join(", ", missing)));
    }
  }

  /** What must be done so that the account can write these folders, a sentence each. */
  List<String> unwritable(List<Path> folders) throws ServiceException {
    List<String> needed = new ArrayList<>();
    List<String> names = folders.stream().map(Path::toString).toList();
    for (String folder : failing("w", names)) {
      String remedy =
          Files.isDirectory(Path.of(folder))
              ? "chown -R " + name + ": " + folder
              : "install -d -o " + name + " -g " + name + " " + folder;
      needed.add(
          "The account "
              + name
              + " cannot write "
              + folder
              + ", which SBS is to copy: type "
              + remedy
              + ", or choose sbs service install --privileged.");
    }
    return needed;
  }

  private List<String> failing(String test, List<String> files) throws ServiceException {
    if (files.isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    if (!isSelf()) {
      words.addAll(List.of("setpriv", "--reuid", name, "--regid", name, "--init-groups", "--"));
    }
    words.addAll(List.of("sh", "-c", FIRST_FAILING.formatted(test), "sh"));
    words.addAll(files);
    return demand(words).output().lines().toList();
  }

  /**
   * Gives SBS's own files to the account that will run it.
   *
   * @param folders of settings and data
   * @param labels the folder of the Label Print Manager, which never runs as root because of this
   * @param root whether that is root, of which nothing must be another account's to change
   */
  void give(List<Path> folders, Path labels, boolean root) throws ServiceException, IOException {
    for (Path folder : folders) {
      // Its parent may be root's, and then only root can make it.
      Files.createDirectories(folder);
    }
    if (isSelf()) {
      return;
    }
    boolean served = Files.exists(labels) && !Files.getOwner(labels).getName().equals("root");
    chown(root ? "root:root" : name + ":" + name, folders);
    if (!root || served) {
      chown(name + ":" + name, List.of(labels));
    }
  }

  /** Without following a link: the account may have put one where root would write. */
  private static void chown(String owner, List<Path> folders) throws ServiceException {
    List<String> words = new ArrayList<>(List.of("chown", "-hRP", owner, "--"));
    folders.stream()
        .filter(folder -> Files.exists(folder, LinkOption.NOFOLLOW_LINKS))
        .forEach(folder -> words.add(folder.toString()));
    if (words.size() > 4) {
      demand(words);
    }
  }

  private static ShortProgram.Outcome demand(List<String> words) throws ServiceException {
    ShortProgram.Outcome outcome = run(words.toArray(String[]::new));
    if (outcome.status() != 0) {
      throw new ServiceException(
          Reason.of(ReasonCode.PROGRAM_FAILED)
              .with("command", String.join(" ", words))
              .with("words", outcome.errors().strip()));
    }
    return outcome;
  }

  private static ShortProgram.Outcome run(String... words) throws ServiceException {
    return new ShortProgram(words[0], List.of(words), LIMIT).run(Map.of("LC_ALL", "C"), "");
  }
}
