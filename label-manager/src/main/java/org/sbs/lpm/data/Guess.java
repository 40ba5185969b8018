package org.sbs.lpm.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file's content is, as its beginning shows: that decides before the file's name does. */
final class Guess {
  private static final int HEAD_CHARACTERS = 8192;
  private static final Pattern HTML =
      Pattern.compile(
          "(?i)(\u00EF\u00BB\u00BF)?\\s*(<!doctype html|<html[\\s>]"
              + "|<table[^>]*>\\s*<(thead|tbody|colgroup|caption|tr)[\\s>])");
  private static final Pattern JSON_LIST = Pattern.compile("(?s)\\[\\s*([{\\]\"].*)?");
  private static final Pattern KEY_LINE =
      Pattern.compile("[^;,|\\t=:]+[=:].*|\\[[^\\]]*\\]|[#;].*");
  private static final Pattern SEPARATOR = Pattern.compile("[;,|\\t]");

  private Guess() {}

  /** Why the bytes can be no data at all; nothing if they may be. */
  static Optional<String> objection(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    if (start.startsWith("PK\u0003\u0004")) {
      boolean isWorkbook = start.contains("xl/") || start.contains("[Content_Types]");
      return Optional.of(
          isWorkbook
              ? "This is an Excel workbook; save it as CSV."
              : "This is a ZIP archive; drop the files in it one by one.");
    }
    if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
      return Optional.of("This is an old Excel or Office file; save it as CSV.");
    }
    if (start.startsWith("%PDF")) {
      return Optional.of("This is a PDF document, from which no fields can be read.");
    }
    boolean isZpl =
        start.stripLeading().toUpperCase(Locale.ROOT).matches("(?s)(\\^XA|CT~~|~DG|\\^FX).*");
    if (isZpl) {
      return Optional.of(
          "This is printer language and no data for a template: set raw = true in the sentinel to"
              + " pass such files through.");
    }
    if (HTML.matcher(start).lookingAt()) {
      return Optional.of(
          "This is a web page, which programs export under the ending .xls, too; save it as CSV.");
    }
    if (start.contains("urn:schemas-microsoft-com:office:spreadsheet")) {
      return Optional.of("This is an Excel workbook in XML; save it as CSV.");
    }
    if (start.startsWith("{\\rtf")) {
      return Optional.of("This is a text of a word processor (RTF); save it as plain text.");
    }
    return start.startsWith("\u001F\u008B") || start.startsWith("\u0089PNG")
        ? Optional.of("This is a compressed file or a picture, from which no fields can be read.")
        : Optional.empty();
  }

  /** The format of a text. */
  static DataFormat format(String fileName, TextStream text) throws IOException {
    String head = head(text);
    String start = Text.strip(head);
    if (start.startsWith("{") || JSON_LIST.matcher(start).matches()) {
      return DataFormat.JSON;
    }
    if (start.startsWith("<")) {
      return DataFormat.XML;
    }
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return DataFormat.JSON;
    }
    if (name.endsWith(".xml")) {
      return DataFormat.XML;
    }
    List<String> lines = head.lines().map(Text::strip).filter(line -> !line.isEmpty()).toList();
    boolean isTable = name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".tab");
    boolean saysSep = !lines.isEmpty() && lines.get(0).toLowerCase(Locale.ROOT).startsWith("sep=");
    if (isTable || saysSep) {
      return DataFormat.CSV;
    }
    boolean isKeys = lines.stream().limit(20).allMatch(line -> KEY_LINE.matcher(line).matches());
    boolean looksLikeTable =
        lines.size() > 1
            && SEPARATOR.matcher(lines.get(0)).find()
            && SEPARATOR.matcher(lines.get(1)).find();
    return !isKeys && looksLikeTable ? DataFormat.CSV : DataFormat.KEY_VALUE;
  }

  private static String head(TextStream text) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = text.take();
        c != TextStream.END && head.length() < HEAD_CHARACTERS;
        c = text.take()) {
      head.append((char) c);
    }
    return head.toString();
  }
}
