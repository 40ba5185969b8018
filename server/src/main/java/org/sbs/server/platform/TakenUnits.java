package org.sbs.server.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of the units that SBS has taken, a file each in a folder of root's: the account of
 * SBS must not be able to say what root enables and starts when SBS goes. A record is written once
 * and never overwritten.
 */
final class TakenUnits {
  private static final FileAttribute<?> ROOTS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
  private static final String TEMPORARY = ".new";

  private final Path folder;
  private final UnitLinks links;

  TakenUnits(Path folder, UnitLinks links) {
    this.folder = folder;
    this.links = links;
  }

  /** The names of all units that have a record. */
  List<String> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.endsWith(TEMPORARY))
          .sorted()
          .toList();
    }
  }

  /**
   * The record of that unit, if there is one.
   *
   * @throws IOException if it cannot be trusted; names the file and the remedy
   */
  Optional<PriorState> find(String unit) throws IOException {
    Path file = folder.resolve(unit);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOwn(file) || !isOwn(folder)) {
      throw damaged(file, "it is not a file of the account that runs this command");
    }
    PriorState prior =
        PriorState.parse(Files.readString(file, StandardCharsets.UTF_8))
            .filter(read -> read.unit().equals(unit))
            .orElseThrow(() -> damaged(file, "it is not whole"));
    for (UnitLinks.Link link : prior.links()) {
      if (!links.isPossible(link, unit)) {
        throw damaged(file, "it names the link " + link.path());
      }
    }
    return Optional.of(prior);
  }

  private static IOException damaged(Path file, String why) {
    return new IOException(
        "The record "
            + file
            + " of how the unit was before SBS took it cannot be used: "
            + why
            + ". Delete it; without it the unit is given back enabled and running.");
  }

  private static boolean isOwn(Path file) throws IOException {
    return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS)
        .getName()
        .equals(System.getProperty("user.name"));
  }

  /** Keeps the record, unless there is one already. Durable when this returns. */
  void addOnce(PriorState prior) throws IOException {
    Files.createDirectories(folder, ROOTS);
    Path file = folder.resolve(prior.unit());
    Path temporary = folder.resolve(prior.unit() + TEMPORARY);
    Files.deleteIfExists(temporary);
    try {
      write(temporary, prior.text());
      Files.createLink(file, temporary); // Fails where a record exists; a move would replace it.
    } catch (FileAlreadyExistsException e) {
      return; // What was seen first holds.
    } finally {
      Files.deleteIfExists(temporary);
    }
    force();
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private void force() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Forgets the record: the unit was given back. */
  void remove(String unit) throws IOException {
    Files.deleteIfExists(folder.resolve(unit));
    List<Path> left = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(left::add);
      }
      if (left.isEmpty()) {
        Files.delete(folder);
      }
    }
  }
}
