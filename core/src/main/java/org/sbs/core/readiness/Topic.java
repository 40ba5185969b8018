package org.sbs.core.readiness;

import java.util.Locale;
import java.util.Optional;

/**
 * What is looked at. The first ones each node finds out about itself, with a {@link Probe}; the
 * others come of comparing.
 */
public enum Topic {
  /** The service's settings folder. */
  SETTINGS_FOLDER(
      Level.NOT_READY,
      "the settings folder %s",
      "The settings folder can be read and written",
      "Make the folder there, and give the account of SBS the right to write in it."),
  /** Another folder of the folder set. */
  FOLDER(
      Level.NOT_READY,
      "the folder %s",
      "The other folders of the folder set can be read and written",
      "Make the folder there, and give the account of SBS the right to write in it."),
  /** A part of the folder set that the primary may not read (R4.12). */
  ENTRY(
      Level.NOT_READY,
      "%s",
      "All of the folder set can be read",
      "Give the account of SBS there the right to read and write it, or exclude it from the folder"
          + " set."),
  /** Whether names in any script can be read and made (R4.12). */
  NAMES(
      Level.NOT_READY,
      "the character set %s",
      "Names in any script can be read",
      "Start SBS there with LC_ALL=C.UTF-8, as its launcher and its unit do."),
  /** Whether copies can belong to the account that they belong to on the other node (R4.15). */
  OWNERS(
      Level.WARNING,
      "the account %s",
      "SBS may give copies to the account of the service",
      "Run SBS there as root or as the account of the service, or set keep-owner = \"none\"."),
  /** Whether files have what is not carried over (R4.15). */
  ATTRIBUTES(
      Level.WARNING,
      "the files in %s",
      "No file of the folder set has an access list or attributes of its own",
      "If the service needs them, set them on the other node too (setfacl, setfattr, setcap), or"
          + " use owner, group and permissions instead; see docs/FILES.md."),
  /** A program of the service. */
  PROGRAM(
      Level.NOT_READY,
      "the program %s",
      "The programs of the service are there",
      "Install the program there, or correct [service] in sbs.toml of that node."),
  /** The right to control the service. */
  RIGHTS(
      Level.NOT_READY,
      "the account %s",
      "The account of SBS may control the service",
      "On a Linux machine type sbs service take and the name of its unit there, once as root; else"
          + " run SBS there under an account that may start and stop the service."),
  /** A capture folder, usually on a share. */
  CAPTURE_FOLDER(
      Level.NOT_READY,
      "the capture folder %s",
      "The capture folders can be reached and written",
      "Mount the share there under the same path, and give the account of SBS the right to write"
          + " in it."),
  /** The witness's folder on a share. */
  WITNESS_FOLDER(
      Level.NOT_READY,
      "the witness folder %s",
      "The witness folder can be reached",
      "Mount the share there under the same path, and give the account of SBS the right to write"
          + " in it."),
  /** A sentinel's definition. */
  SENTINEL(
      Level.WARNING,
      "the sentinel %s",
      "The definitions of the sentinels can be read",
      "Correct the file that is named; lpm list tells more."),
  /** A printer that both nodes reach by themselves. */
  PRINTER(
      Level.NOT_READY,
      "the printer %s",
      "The printers can be reached",
      "Switch the printer on, and see that this node's network reaches it; or correct its"
          + " definition in the settings folder."),
  /** A printer that is a queue of the machine's own operating system. */
  LOCAL_PRINTER(
      Level.NOT_READY,
      "the printer %s",
      "Printers that are queues of the operating system are there; SBS cannot replicate these, so"
          + " keep them the same on both nodes",
      "SBS cannot replicate printers of the operating system: set the queue up there by hand, with"
          + " the same name and driver."),
  /** A hook. */
  HOOK(
      Level.WARNING,
      "the hook %s",
      "The hooks are there and executable",
      "Install the program there and make it executable, or remove it from [service]."),
  /** A health check of the service. */
  HEALTH_CHECK(
      Level.WARNING,
      "the health check %s",
      "The health checks of the service can be done, and find nothing",
      "Look at the service if it is the one that does not work; else correct service.checks in"
          + " sbs.toml of that node."),
  /** An updating script. */
  SCRIPT(
      Level.WARNING,
      "the updating script %s",
      "The updating scripts are there and executable",
      "Install the program there and make it executable, or remove it from sync.scripts."),
  /** The pair key. */
  PAIR_KEY(
      Level.NOT_READY,
      "the pair key %s",
      "The pair key is there, and its owner's alone",
      "Enter it again with sbs pair join, or type chmod 600 for the file."),
  /** A password that a setting asks for. */
  PASSWORD(
      Level.WARNING,
      "the password file %s",
      "The passwords that the settings ask for are set",
      "Write the password into the file there, readable by the account of SBS alone (mode 0600)."),
  /** An option of the pair. */
  PAIR_OPTION(
      Level.WARNING,
      "the value of %s in sbs.toml",
      "The settings files say of the pair's options what is in force",
      "Set it on that node to the value that is wanted on both; it holds on both from its next"
          + " start."),
  /** So little room that a cycle would fail. */
  DISK(
      Level.NOT_READY,
      "the disk of %s",
      "There is room for the next cycle",
      "Make room on that disk."),
  /** Little room. */
  DISK_LOW(
      Level.WARNING,
      "the disk of %s",
      "There is plenty of room on the disks",
      "Make room on that disk."),
  /** Whether the node's own address is fixed. */
  ADDRESS(
      Level.WARNING,
      "the address %s",
      "The address is a fixed one, as far as can be told",
      "Give the machine a fixed address, or reserve this one for it in the DHCP server."),
  /** The peer's name. */
  PEER_ADDRESS(
      Level.NOT_READY,
      "the peer's address %s",
      "The peer's address is found",
      "Correct pair.peer-address there, or the name service that this machine uses."),
  /** Whether the peer's name can be looked up now. */
  PEER_NAME(
      Level.WARNING,
      "the peer's name %s",
      "The name service knows the peer's name, or its address is set",
      "See to the name service that this machine uses, or write the address itself as"
          + " pair.peer-address there."),
  /** Whether the node can call its peer. */
  PEER_LINK(
      Level.NOT_READY,
      "the way to the other node at %s",
      "The node can call the other one",
      "Open that port in the firewalls between the nodes, in both directions, and see that"
          + " pair.peer-address is right."),
  /** What the licence allows. */
  LICENCE(
      Level.NOT_READY,
      "the licence%s",
      "The licence allows a takeover",
      "Ask the issuer for a licence for that node, and type there: sbs licence install."),
  /** A licence that is worth less, or soon will be. */
  LICENCE_END(
      Level.WARNING,
      "the licence%s",
      "The licence is not about to end",
      "Ask the issuer for a new licence for that node, and type there: sbs licence install."),

  // ---- of both nodes together ----

  /** What the node knows at this moment. */
  NOW(Level.NOT_READY),
  /** Whether the other node could be asked at all. */
  PEER(Level.NOT_READY),
  /** The version of SBS. */
  VERSION(Level.WARNING),
  /** The operating system. */
  SYSTEM(Level.WARNING),
  /** How the service is controlled. */
  ADAPTER(Level.NOT_READY),
  /** The version of the service. */
  SERVICE_VERSION(Level.WARNING),
  /** Where the service's settings lie. */
  INSTALL_FOLDER(Level.WARNING),
  /** Under which account SBS runs. */
  ACCOUNT(Level.WARNING),
  /** Which witness. */
  WITNESS(Level.NOT_READY),
  /** Whose licences, and of which kinds. */
  LICENCES(Level.WARNING),
  /** The operating systems' printers. */
  QUEUES(Level.WARNING),
  /** The clocks. */
  CLOCK(Level.WARNING);

  private final Level trouble;
  private final String noun;
  private final String fine;
  private final String remedy;

  Topic(Level trouble, String noun, String fine, String remedy) {
    this.trouble = trouble;
    this.noun = noun;
    this.fine = fine;
    this.remedy = remedy;
  }

  Topic(Level trouble) {
    this(trouble, "", "", "");
  }

  /** What a probe that found trouble is worth. */
  public Level trouble() {
    return trouble;
  }

  String named(String subject) {
    return noun.replace("%s", subject);
  }

  String fine() {
    return fine;
  }

  String remedy() {
    return remedy;
  }

  /** As JSON writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The topic of that word; an older program does not know all that a newer one looks at. */
  public static Optional<Topic> find(String word) {
    for (Topic topic : values()) {
      if (topic.word().equals(word)) {
        return Optional.of(topic);
      }
    }
    return Optional.empty();
  }
}
