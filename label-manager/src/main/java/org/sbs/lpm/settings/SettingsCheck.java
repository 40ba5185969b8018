package org.sbs.lpm.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * What was found of one definition.
   *
   * @param kind sentinel, template or printer
   * @param problem what is wrong; empty if nothing is
   */
  public record Finding(String kind, String name, String problem) {
    /** One line, with tabs. */
    public String line() {
      return kind
          + "\t"
          + Log.oneLine(name)
          + "\t"
          + (problem.isEmpty() ? "ok\t" : "wrong\t" + Log.oneLine(problem));
    }
  }

  /** Tries all; a printer may take its time to answer. */
  public List<Finding> run() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (String name : settings.names()) {
      findings.add(new Finding("sentinel", name, sentinel(name)));
    }
    for (String name : settings.templates()) {
      findings.add(new Finding("template", name, template(name)));
    }
    for (String name : settings.printers()) {
      findings.add(new Finding("printer", name, printer(name)));
    }
    return findings;
  }

  private String sentinel(String name) {
    try {
      SentinelDefinition definition = settings.load(name);
      if (!Files.isDirectory(definition.captureFolder())) {
        return file(name)
            + "the capture folder "
            + definition.captureFolder()
            + " is not there; create it, or mount its share.";
      }
      return Files.isWritable(definition.captureFolder())
          ? ""
          : file(name)
              + "the capture folder "
              + definition.captureFolder()
              + " cannot be written to; check its rights.";
    } catch (SettingsException e) {
      return e.getMessage();
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
