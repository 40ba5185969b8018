package org.sbs.lpm.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sbs.lpm.label.Template;
import org.sbs.lpm.printer.PrinterDefinition;
import org.sbs.lpm.printer.PrinterException;
import org.sbs.lpm.printer.PrinterGate;
import org.sbs.lpm.printer.PrinterState;
import org.sbs.lpm.printer.PrinterWatch;
import org.sbs.lpm.state.Log;

/** Tries everything in a settings folder, used or not, without printing. */
public final class SettingsCheck {
  private final SettingsFolder settings;

  /** Of that folder. */
  public SettingsCheck(SettingsFolder settings) {
    this.settings = settings;
  }

  /** How bad a finding is. */
  public enum Verdict {
    /** Nothing was found. */
    OK,
    /** It works, and should be otherwise. */
    WARNING,
    /** It does not work. */
    WRONG;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was found of one definition.
   *
   * @param kind sentinel, template or printer
   * @param problem what is wrong; empty if nothing is
   */
  public record Finding(String kind, String name, Verdict verdict, String problem) {
    static Finding of(String kind, String name, String problem) {
      return new Finding(kind, name, problem.isEmpty() ? Verdict.OK : Verdict.WRONG, problem);
    }

    /** One line, with tabs. */
    public String line() {
      return String.join("\t", kind, Log.oneLine(name), verdict.word(), Log.oneLine(problem));
    }
  }

  /** Tries all; a printer may take its time to answer. */
  public List<Finding> run() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (String name : settings.names()) {
      findings.add(sentinel(name));
    }
    for (String name : settings.templates()) {
      findings.add(Finding.of("template", name, template(name)));
    }
    for (String name : settings.printers()) {
      findings.add(Finding.of("printer", name, printer(name)));
    }
    return findings;
  }

  private Finding sentinel(String name) {
    try {
      SentinelDefinition definition = settings.load(name);
      String problem = captureFolder(definition);
      return problem.isEmpty()
          ? labelsAmongData(definition)
          : Finding.of("sentinel", name, file(name) + problem);
    } catch (SettingsException e) {
      return Finding.of("sentinel", name, e.getMessage());
    }
  }

  private static String captureFolder(SentinelDefinition definition) {
    Path folder = definition.captureFolder();
    if (!Files.isDirectory(folder)) {
      return "the capture folder " + folder + " is not there; create it, or mount its share.";
    }
    return Files.isWritable(folder)
        ? ""
        : "the capture folder " + folder + " cannot be written to; check its rights.";
  }

  /** A folder printer may lead into the capture folder by another path, too. */
  private static Finding labelsAmongData(SentinelDefinition definition) {
    String name = definition.name();
    Finding finding = Finding.of("sentinel", name, "");
    for (PrinterDefinition.Folder printer : definition.folderPrinters()) {
      if (isSame(printer.folder(), definition.captureFolder())) {
        if (SentinelDefinition.takesLabels(definition.mask(), printer)) {
          return Finding.of("sentinel", name, file(name) + SettingsFolder.loop(printer));
        }
        finding =
            new Finding(
                "sentinel",
                name,
                Verdict.WARNING,
                file(name)
                    + "printer "
                    + printer.name()
                    + " prints into the capture folder, where its labels lie among the data; give"
                    + " it a folder of its own.");
      }
    }
    return finding;
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static String file(String sentinel) {
    return "sentinels/" + sentinel + ".toml: ";
  }

  private String template(String name) {
    try {
      Template template = settings.template(name);
      template.sample();
      return template.faultOfAnyData().orElse("");
    } catch (SettingsException e) {
      return e.getMessage();
    }
  }

  private String printer(String name) {
    try {
      PrinterDefinition printer = settings.printer(name);
      printer.create("check", new Patient(), new PrinterGate()).probe();
      return "";
    } catch (SettingsException e) {
      return e.getMessage();
    } catch (PrinterException e) {
      return e.state().code() + ": " + e.getMessage();
    }
  }

  /** Nobody else waits for what is tried here. */
  private static final class Patient implements PrinterWatch {
    @Override
    public void moves() {
      // Nothing is shown.
    }

    @Override
    public void waits(PrinterState state, String text, long patienceMs) {
      // Nothing is shown.
    }

    @Override
    public boolean goesOn() {
      return true;
    }
  }
}
