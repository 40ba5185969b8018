package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.core.licence.Licence;
import org.sbs.core.licence.LicenceKind;
import org.sbs.server.json.JsonText;
import org.sbs.server.licence.IssuerPair;
import org.sbs.server.licence.LicenceException;
import org.sbs.server.licence.LicenceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a licence; for who issues them, on no node in particular. */
@Command(
    name = "issue",
    description = {
      "For issuers: makes the issuer's key, or writes a licence signed with it.",
      "Whoever has the issuer's key file can issue licences: keep it off the nodes."
    })
final class LicenceIssueCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Option(
      names = "--issuer-key",
      paramLabel = "FILE",
      defaultValue = "licence-issuer.key",
      description = "The issuer's private key; licence-issuer.key here if not given.")
  private Path keyFile;

  @Option(names = "--new-key", description = "Makes that key first; the file must not exist.")
  private boolean newKey;

  @Option(
      names = "--node",
      paramLabel = "ID",
      description = "The node that it is for, as sbs licence show names it there.")
  private String node;

  @Option(names = "--kind", paramLabel = "KIND", description = "main or backup.")
  private String kind;

  @Option(names = "--holder", paramLabel = "NAME", description = "Whose licence it is.")
  private String holder;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "The last day, as 2027-12-31; without it the licence has no end.")
  private LocalDate expires;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the licence; shown if not given.")
  private Path out;

  LicenceIssueCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    boolean nothing = node == null && kind == null && holder == null;
    if (!newKey && nothing) {
      throw usage("Say --new-key, or for whom: --node ID --kind main|backup --holder NAME.");
    }
    if (!nothing && (node == null || kind == null || holder == null)) {
      throw usage("A licence needs all of --node, --kind and --holder.");
    }
    Optional<LicenceKind> known = Optional.ofNullable(kind).flatMap(LicenceKind::find);
    if (!nothing && known.isEmpty()) {
      throw usage("--kind is main or backup, not " + kind + ".");
    }
    Path file = sbs.surroundings().workingFolder().resolve(keyFile);
    try {
      IssuerPair issuer = newKey ? make(file) : IssuerPair.read(file);
      Optional<String> text = Optional.empty();
      if (!nothing) {
        Licence licence =
            new Licence(known.get(), node, holder.strip(), Optional.ofNullable(expires));
        text = Optional.of(LicenceText.write(licence, issuer));
        write(licence, text.get());
      }
      if (sbs.json()) {
        sbs.say(json(issuer, text));
      }
      return ExitStatus.DONE;
    } catch (LicenceException e) {
      throw LicenceCommand.failed(e);
    }
  }

  private static String json(IssuerPair issuer, Optional<String> licence) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("done", true);
          json.writeStringField("issuer", issuer.open().text());
          json.writeStringField("licence", licence.orElse(null));
          json.writeEndObject();
        });
  }

  private IssuerPair make(Path file) throws LicenceException {
    IssuerPair issuer = IssuerPair.generate();
    issuer.write(file);
    sbs.progress(
        "A new issuer's key is in " + file + "; whoever has that file can issue licences.");
    sbs.progress("On both nodes of a pair that is to need licences, type:\n");
    sbs.progress("  sbs config set licence.issuer " + issuer.open().text() + "\n");
    return issuer;
  }

  private void write(Licence licence, String text) throws Failure {
    if (out == null) {
      sbs.progress(text);
      return;
    }
    Path target = sbs.surroundings().workingFolder().resolve(out);
    try {
      Files.writeString(target, text + "\n", StandardOpenOption.CREATE_NEW);
      sbs.progress(
          "A "
              + licence.kind().word()
              + " licence for node "
              + licence.nodeId()
              + " is in "
              + target
              + ". On that node type: sbs licence install FILE");
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.FAILED,
          "The licence cannot be written to " + target + ", which must not exist: " + e,
          e);
    }
  }

  private static Failure usage(String sentence) {
    return new Failure(ExitStatus.USAGE, sentence);
  }
}
