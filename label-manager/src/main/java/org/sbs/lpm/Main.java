package org.sbs.lpm;

import java.io.IOException;
import org.sbs.lpm.cli.LpmCommand;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(LpmCommand.execute(arguments));
  }
}
