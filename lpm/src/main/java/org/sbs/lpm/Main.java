package org.sbs.lpm;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] args) {
    System.err.println("lpm: no command is built yet");
    System.exit(2);
  }
}
