package org.sbs.server.service;

/** Makes foreign text fit for logs and sentences. */
final class Words {
  private Words() {}

  /** The text in quotation marks, on one line, cut to a length, control characters replaced. */
  static String shown(String text, int most) {
    return '"' + plain(text, most) + '"';
  }

  /** The text on one line, cut to a length, with control characters replaced. */
  static String plain(String text, int most) {
    String cut = text.length() <= most ? text : text.substring(0, most) + "…";
    return cut.replace('\t', ' ').replaceAll("\\R", " / ").replaceAll("\\p{Cntrl}", "?");
  }
}
