package org.sbs.systemtests.kit;

import java.io.IOException;
import org.sbs.server.platform.SecretText;

/** Shows on Windows how a secret is kept, and that it comes back. */
public final class WineSecret {
  private WineSecret() {}

  /** Prints the argument sealed, and opened again. */
  public static void main(String[] arguments) throws IOException {
    String sealed = SecretText.seal(arguments[0]);
    System.out.println(sealed);
    System.out.println(SecretText.open(sealed));
  }
}
