package org.sbs.lpm.label;

import java.util.List;

/** The printer languages that templates may be written in; the ending of the file says which. */
public enum PrinterLanguage {
  /** Zebra's, which most label printers know. */
  ZPL {
    @Override
    List<TemplatePart> parse(String text) throws TemplateException {
      return new ZplParser(text).parse();
    }
  },
  /** TSC's, which many cheap label printers know. */
  TSPL {
    @Override
    List<TemplatePart> parse(String text) throws TemplateException {
      return new TsplParser(text).parse();
    }
  };

  /** Cuts a template at its placeholders and makes each safe for the place where it stands. */
  abstract List<TemplatePart> parse(String text) throws TemplateException;

  /** The ending of its templates' file names, with the dot. */
  public String ending() {
    return "." + name().toLowerCase(java.util.Locale.ROOT);
  }
}
