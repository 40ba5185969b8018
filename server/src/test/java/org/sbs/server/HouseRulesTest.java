package org.sbs.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * DESIGN's rules for this floor of the house, as failing checks: one package per neighbour, and no
 * neighbour's adapter knows another's, but for the doors listed here.
 */
class HouseRulesTest {
  private static final String ROOT = "org.sbs.server.";

  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.sbs.server");

  /**
   * A door from one package to another.
   *
   * @param to what may be used: a package with a dot at its end, or a class with its inner ones
   */
  private record Door(String from, String to, String reason) {
    boolean leadsTo(String className) {
      String target = ROOT + to;
      return to.endsWith(".")
          ? className.startsWith(target)
          : className.equals(target) || className.startsWith(target + "$");
    }
  }

  private static final List<Door> DOORS =
      List.of(
          new Door("sync", "link.BulkChannel", "folder data travel on the link"),
          new Door("sync", "link.wire.", "its messages are part of the one protocol definition"),
          new Door("sync", "link.WireReasons", "reasons have one form on the link"),
          new Door("sync", "files.", "all in folders of the set is done in open folders"),
          new Door("admin", "node.NodeControl", "what may be asked of a running node"),
          new Door("admin", "store.HomeLock", "a node that is starting is told from none"),
          new Door(
              "cli", "node.NodeControl", "answers and history, as the admin client gives them"),
          new Door("cli", "admin.AdminClient", "commands ask the running node"),
          new Door("cli", "admin.AdminException", "and say why it could not be asked"),
          new Door("cli", "store.HomeLock", "stop tells whether the process is gone"),
          new Door("cli", "store.OwnerOnly", "the output of a node in the background is private"),
          new Door("cli", "store.StoreException", "and a restore why the home cannot be taken"),
          new Door("cli", "sync.versions.FileVersions", "the versions of files are on the disk"),
          new Door("cli", "sync.versions.FileVersion", "and listed one by one"),
          new Door("cli", "sync.commit.Restoring", "and restored to another name"),
          new Door("cli", "sync.commit.ReplicaStore", "or to their own, where no node runs"),
          new Door("cli", "sync.commit.Conflicts", "conflict copies are listed from the disk"),
          new Door("cli", "sync.commit.Conflict", "one by one"),
          new Door("cli", "config.", "commands read, check and write the settings"),
          new Door("cli", "link.PairKey", "commands make and enter the pair key"),
          new Door("cli", "link.Keyring", "and change it where no node runs"),
          new Door("cli", "link.KeyringFile", "in the files of the home"),
          new Door("cli", "licence.", "commands issue and install licences"),
          new Door("cli", "store.NodeStore", "a licence is for the node whose home it is"),
          new Door("cli", "store.StateRepair", "repair puts right what a node remembers"),
          new Door("cli", "sync.commit.ReplicaRepair", "and its records of cycles"),
          new Door("cli", "witness.", "and what does not belong in its witness folder"),
          new Door("check", "files.ExtraAttributes", "only the system tells what is not carried"),
          new Door("check", "service.ShortProgram", "it asks programs, with a time limit"),
          new Door("health", "service.ShortProgram", "a check may be a program with a time limit"),
          new Door("health", "service.ServiceException", "which says how it did not come to that"),
          new Door("check", "service.ServiceException", "which says why one did not answer"),
          new Door(
              "demo", "admin.AdminClient", "the demonstration asks its nodes as a command does"),
          new Door("demo", "admin.AdminException", "and says why one could not be asked"),
          new Door("admin", "node.Totals", "what the node counted, for its numbers"),
          new Door("demo", "link.PairKey", "it makes a pair"),
          new Door(
              "cli", "platform.OwnService", "commands install, start and stop SBS as a service"),
          new Door("cli", "platform.OwnServiceException", "and say why that failed"),
          new Door("platform", "service.Systemctl", "the one way to ask systemd"),
          new Door("platform", "service.ShortProgram", "accounts are made by programs"),
          new Door("cli", "platform.FolderOwner", "root writes what SBS must read"),
          new Door("node", "platform.Privilege", "the status tells as whom SBS runs"),
          new Door("platform", "service.UnitState", "and what it answers"),
          new Door("platform", "service.ServiceException", "or why it does not"),
          new Door("platform", "service.SystemdDropIn", "what protects a unit writes what ties it"),
          new Door(
              "windows", "service.ServiceManager", "Windows' service manager is behind a port"),
          new Door("windows", "service.ServiceManagerException", "or refuses"),
          new Door("windows", "service.WindowsControl", "SBS's own service is waited for alike"),
          new Door("windows", "service.WindowsSpec", "by limits of its own"),
          new Door("windows", "service.ServiceException", "and says why it does not start"),
          new Door("windows", "platform.OwnService", "SBS as a service of the platform"),
          new Door("windows", "platform.OwnServiceException", "or why it is none"),
          new Door("mail", "platform.SecretText", "Windows encrypts the password at rest"),
          new Door("node", "link.", "the node is the conductor"),
          new Door("node", "sync.", "the node is the conductor"),
          new Door("node", "service.", "the node is the conductor"),
          new Door("node", "store.", "the node is the conductor"),
          new Door("node", "check.", "the node is the conductor"),
          new Door("node", "health.", "the node is the conductor"),
          new Door("node", "witness.", "the node is the conductor"),
          new Door("node", "mail.", "the node is the conductor"),
          new Door("node", "admin.", "the node is the conductor"),
          new Door("node", "config.", "the node is the conductor"),
          new Door("node", "options.", "the node is the conductor"),
          new Door("options", "store.StoreException", "what it remembers is on a disk"),
          new Door("options", "mail.OwnerFile", "there is a password in its file"),
          new Door("options", "platform.SecretText", "which Windows encrypts"),
          new Door("options", "mail.MailSource", "a test mail goes by what is in force"),
          new Door("options", "mail.MailPassword", "or is set with its password"),
          new Door("options", "config.", "it is set in the settings file"),
          new Door("options", "platform.FolderOwner", "root writes what SBS must read"),
          new Door("options", "store.HomeLock", "what a node that runs has not read does not hold"),
          new Door("options", "store.NodeStore", "here or there is told by the node's id"),
          new Door("cli", "options.OptionsView", "commands show what is in force"),
          new Door("cli", "options.SharedSettings", "and set it"),
          new Door("cli", "admin.ControlJson", "the history of a node that does not run"),
          new Door("cli", "admin.StatusJson", "and its state have the same form"),
          new Door("cli", "admin.ReasonJson", "and so have reasons"),
          new Door("cli", "store.HistoryEntry", "which is read from its file"),
          new Door("cli", "store.HistoryFile", "without the node"),
          new Door("cli", "mail.Machine", "without a node a command sends the test mail itself"),
          new Door("cli", "mail.MailException", "and says why it cannot"),
          new Door("cli", "mail.MailPassword", "and stores the password"),
          new Door("cli", "mail.MailSource", "by the node's settings or those it was handed"),
          new Door("cli", "mail.MailTester", "with the server's answer"),
          new Door("cli", "mail.MailText", "and the node's words"),
          new Door("admin", "json.", "requests and answers have that form"),
          new Door("check", "json.", "so do answers of programs"),
          new Door("cli", "json.", "and those of commands"),
          new Door("mail", "json.", "what a node remembers lies in files of that form"),
          new Door("options", "json.", "what a node remembers lies in files of that form"),
          new Door("store", "json.", "what a node remembers lies in files of that form"));

  /** The first name behind the root; empty for the root itself, where Main wires everything. */
  private static String room(JavaClass type) {
    String name = type.getPackageName() + ".";
    if (!name.startsWith(ROOT) || name.equals(ROOT)) {
      return "";
    }
    return name.substring(ROOT.length(), name.indexOf('.', ROOT.length()));
  }

  /** A use of one room's class by another room's. */
  private record Step(String from, String fromClass, String toClass) {
    boolean isThrough(List<Door> doors) {
      return doors.stream().anyMatch(door -> door.from().equals(from) && door.leadsTo(toClass));
    }
  }

  private static final Set<Step> STEPS = steps();

  private static Set<Step> steps() {
    Set<Step> steps = new HashSet<>();
    for (JavaClass type : SERVER) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String from = room(type);
        boolean inside = target.getName().startsWith(ROOT);
        if (!from.isEmpty() && inside && !from.equals(room(target))) {
          steps.add(new Step(from, type.getName(), target.getName()));
        }
      }
    }
    return steps;
  }

  /** Steps from room to room for which there is no door among those. */
  private static Set<String> trespasses(List<Door> doors) {
    return STEPS.stream()
        .filter(step -> !step.isThrough(doors))
        .map(step -> step.fromClass() + " uses " + step.toClass())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @DisplayName("adapters use one another only through the doors listed with their reasons")
  void doors() {
    assertThat(trespasses(DOORS)).isEmpty();
  }

  @Test
  @DisplayName("the rule of the doors fails where a door is missing")
  void doorsCanFail() {
    List<Door> withoutPairKey =
        DOORS.stream().filter(door -> !door.to().equals("link.PairKey")).toList();
    assertThat(trespasses(withoutPairKey))
        .contains("org.sbs.server.cli.PairNewCommand uses org.sbs.server.link.PairKey");
  }

  @Test
  @DisplayName("every door to one class is used: none is left open for nobody")
  void noIdleDoors() {
    for (Door door : DOORS) {
      if (!door.from().equals("node")) {
        List<Door> others = DOORS.stream().filter(other -> !other.equals(door)).toList();
        assertThat(trespasses(others)).as(door.toString()).isNotEmpty();
      }
    }
  }

  /**
   * The rooms of copying, each below those that stand before it; the neighbour itself is on top.
   */
  private static final List<String> SYNC_ROOMS =
      List.of(
          "",
          "receive",
          "send",
          "commit",
          "versions",
          "mergebase",
          "consent",
          "scan",
          "message",
          "disk");

  /** Steps in copying that lead upwards in such an order of its rooms. */
  private static Set<String> upwards(List<String> rooms) {
    Set<String> upwards = new TreeSet<>();
    for (JavaClass type : SERVER) {
      int from = rooms.indexOf(syncRoom(type));
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        int to = rooms.indexOf(syncRoom(target));
        if (from >= 0 && to >= 0 && to < from) {
          upwards.add(type.getName() + " uses " + target.getName());
        }
      }
    }
    return upwards;
  }

  private static String syncRoom(JavaClass type) {
    String sync = ROOT + "sync";
    String name = type.getPackageName();
    if (name.equals(sync)) {
      return "";
    }
    return name.startsWith(sync + ".") ? name.substring(sync.length() + 1) : "elsewhere";
  }

  @Test
  @DisplayName("the rooms of copying use those below them only, so that there is no cycle")
  void roomsOfCopying() {
    assertThat(upwards(SYNC_ROOMS)).isEmpty();
    List<String> wrong = new ArrayList<>(SYNC_ROOMS);
    Collections.swap(wrong, wrong.indexOf("commit"), wrong.indexOf("disk"));
    assertThat(upwards(wrong)).as("the rule can fail").isNotEmpty();
  }

  @Test
  @DisplayName("the service port, the store and the link know no other package but JSON")
  void alone() {
    Set<String> rooms =
        DOORS.stream()
            .filter(door -> !door.to().startsWith("json."))
            .map(Door::from)
            .collect(Collectors.toSet());
    assertThat(rooms).doesNotContain("service", "store", "link", "config");
  }

  /** The rooms that word something, and why; the others hand on reasons. */
  private static final Map<String, String> WORDING =
      Map.ofEntries(
          Map.entry("sync", "an older peer understands sentences alone"),
          Map.entry("link", "an older peer understands sentences alone"),
          Map.entry("admin", "the text of a reason stands beside its code"),
          Map.entry("service", "an exception tells a developer in English too"),
          Map.entry("witness", "an exception tells a developer in English too"),
          Map.entry("store", "an exception tells a developer in English too"),
          Map.entry("files", "a reason is the message of an exception too"),
          Map.entry("licence", "what is wrong with a licence is told in words"),
          Map.entry("demo", "it says what a node waits for"),
          Map.entry("mail", "mails are in the reader's language"),
          Map.entry("node", "log, history and status word the reasons of steps"),
          Map.entry("cli", "commands word what is wrong"));

  @Test
  @DisplayName("texts are used by the rooms listed with their reasons, and by all of them")
  void wording() {
    Set<String> rooms = new TreeSet<>();
    for (JavaClass type : SERVER) {
      for (Dependency step : type.getDirectDependenciesFromSelf()) {
        if (step.getTargetClass().getName().startsWith("org.sbs.view.text.")) {
          rooms.add(room(type));
        }
      }
    }
    rooms.remove("");
    assertThat(rooms).isEqualTo(new TreeSet<>(WORDING.keySet()));
  }

  @Test
  @DisplayName("status needs neither web server nor TOML nor certificates: commands stay quick")
  void lightClient() {
    Set<String> heavy = new TreeSet<>();
    for (JavaClass type : SERVER) {
      boolean client =
          type.getName()
              .matches(
                  ".*admin\\.(AdminClient|AdminFiles|NodeAccess|Call|\\w*Json\\w*)|.*\\.json\\..*");
      if (client) {
        for (Dependency step : type.getDirectDependenciesFromSelf()) {
          String target = step.getTargetClass().getName();
          if (target.matches("(org\\.eclipse|org\\.tomlj|org\\.bouncycastle|.*databind).*")) {
            heavy.add(type.getName() + " uses " + target);
          }
        }
      }
    }
    assertThat(heavy).isEmpty();
  }
}
