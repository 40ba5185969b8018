package org.sbs.lpm.printer;

/**
 * Follows what is sent to a ZPL printer, to know when a command of our own may be put in between:
 * only when the last thing was the end of a label, and as long as nothing has changed the
 * characters that commands begin with, or is binary, so that its end cannot be seen.
 */
final class ZplScan {
  private static final String[] CLOSED_FOR_GOOD = {"CC", "CT", "CD", "DY", "DU", "DT", "DS"};

  private final StringBuilder command = new StringBuilder(3);
  private boolean labelEnded = true;
  private boolean readable = true;
  private boolean oneByOne = true;
  private int ends;

  /** The next bytes that are sent. */
  void take(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      take((char) (bytes[i] & 0xFF));
    }
  }

  private void take(char c) {
    if (c == '^' || c == '~') {
      command.setLength(0);
      command.append(c);
      labelEnded = false;
    } else if (command.length() > 0 && command.length() < 3) {
      command.append(Character.toUpperCase(c));
      if (command.length() == 3) {
        command();
      }
    } else if (!Character.isWhitespace(c) && labelEnded) {
      labelEnded = false;
    }
  }

  private void command() {
    String name = command.substring(1);
    labelEnded = command.charAt(0) == '^' && name.equals("XZ");
    ends += labelEnded ? 1 : 0;
    oneByOne &= !name.equals("PQ");
    for (String closing : CLOSED_FOR_GOOD) {
      readable &= !name.equals(closing);
    }
  }

  /** Whether a command of ours would be read as one now. */
  boolean isBetweenLabels() {
    return labelEnded && readable;
  }

  /** Whether so many labels were sent, each a label for the printer's counter as well. */
  boolean isOneByOne(int labels) {
    return oneByOne && ends == labels;
  }

  /** Whether commands of ours will be read as such by the jobs that follow. */
  boolean isReadable() {
    return readable;
  }
}
