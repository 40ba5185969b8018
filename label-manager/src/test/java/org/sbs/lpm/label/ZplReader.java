package org.sbs.lpm.label;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads ZPL as a printer does: commands at ^ and ~, and field data with their ^FH escapes resolved.
 */
final class ZplReader {
  private ZplReader() {}

  /** What the printer would carry out, the field data left out. */
  static List<String> commands(byte[] zpl) {
    List<String> commands = new ArrayList<>();
    read(zpl, commands, new ArrayList<>());
    return commands;
  }

  /** The data of each field, as the printer would print them. */
  static List<String> fields(byte[] zpl) {
    List<String> fields = new ArrayList<>();
    read(zpl, new ArrayList<>(), fields);
    return fields;
  }

  private static void read(byte[] zpl, List<String> commands, List<String> fields) {
    String text = new String(zpl, StandardCharsets.ISO_8859_1);
    char indicator = 0;
    int at = next(text, 0);
    while (at < text.length()) {
      int end = next(text, at + 1);
      String command = text.substring(at, end);
      String name = command.substring(1, Math.min(3, command.length()));
      if (name.equals("FH")) {
        String parameter = command.substring(3).strip();
        indicator = parameter.isEmpty() ? '_' : parameter.charAt(0);
      }
      if (name.equals("FD") || name.equals("FV")) {
        fields.add(decode(command.substring(3), indicator));
        commands.add(command.substring(0, 3));
      } else {
        commands.add(command);
      }
      if (name.equals("FS")) {
        indicator = 0;
      }
      at = end;
    }
  }

  private static String decode(String data, char indicator) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < data.length(); i++) {
      boolean hex =
          indicator != 0
              && data.charAt(i) == indicator
              && i + 2 < data.length()
              && data.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}");
      if (hex) {
        bytes.write(Integer.parseInt(data.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(data.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int next(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '^' && text.charAt(at) != '~') {
      at++;
    }
    return at;
  }
}
