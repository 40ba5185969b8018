package org.sbs.server.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A service in Java: writes its number into a file, says ready, lives as long as its input. */
final class LifelineProgram {
  private LifelineProgram() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Path temporary = Path.of(args[0] + ".new");
    Files.writeString(temporary, ProcessHandle.current().pid() + "\n");
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    System.out.println("ready");
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}
