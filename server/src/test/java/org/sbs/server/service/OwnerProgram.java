package org.sbs.server.service;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Stands for SBS: owns a service made of the programs in a folder, until it is killed. Arguments:
 * the folder, then the program to run.
 */
final class OwnerProgram {
  private OwnerProgram() {}

  public static void main(String[] args) throws Exception {
    Programs programs = new Programs(Path.of(args[0]));
    List<String> run = List.of(args).subList(1, args.length);
    CommandService service = new CommandService(programs.owned(run), programs.folder());
    service.takeControl();
    service.start(1, "start");
    System.out.println("started");
    new CountDownLatch(1).await();
  }
}
