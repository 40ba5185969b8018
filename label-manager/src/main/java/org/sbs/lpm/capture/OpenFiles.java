package org.sbs.lpm.capture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which files some process of this machine has open for writing, from Linux's {@code /proc}.
 * Processes of other accounts show only to root, and writers on other machines never: those must be
 * caught by the other checks. Elsewhere than on Linux nothing is found.
 *
 * <p>A look goes through all open files of the machine, those of this process included, so that
 * hundreds of sentinels that each took their own would stand still: those that ask while one is
 * taken share the next. Thread safe.
 */
public final class OpenFiles {
  private static final Path PROC = Path.of("/proc");
  private static final int ACCESS_MODE = 3;

  private final Look look;
  private final ReentrantLock looking = new ReentrantLock();
  private Set<Path> asked = new HashSet<>();
  private CompletableFuture<Map<Path, String>> next = new CompletableFuture<>();

  /** How one looks for files that are open for writing. */
  @FunctionalInterface
  interface Look {
    Map<Path, String> at(Set<Path> files);
  }

  /** Looks into {@code /proc}. */
  public OpenFiles() {
    this(OpenFiles::look);
  }

  /** Looks in a way of the caller's. */
  OpenFiles(Look look) {
    this.look = look;
  }

  /** Those of the files that are open for writing, each with the process that has it. */
  public Map<Path, String> writers(Set<Path> files) {
    if (files.isEmpty()) {
      return Map.of();
    }
    CompletableFuture<Map<Path, String>> answer = ask(files);
    looking.lock();
    try {
      if (!answer.isDone()) {
        Set<Path> all = takeAsked();
        try {
          answer.complete(look.at(all));
        } catch (RuntimeException | Error e) {
          answer.completeExceptionally(e);
        }
      }
    } finally {
      looking.unlock();
    }
    Map<Path, String> found = new HashMap<>(answer.join());
    found.keySet().retainAll(files);
    return found;
  }

  /** What is asked before a look begins is answered by it. */
  private synchronized CompletableFuture<Map<Path, String>> ask(Set<Path> files) {
    asked.addAll(files);
    return next;
  }

  /** How many files wait for the next look. */
  synchronized int waiting() {
    return asked.size();
  }

  private synchronized Set<Path> takeAsked() {
    Set<Path> all = asked;
    asked = new HashSet<>();
    next = new CompletableFuture<>();
    return all;
  }

  private static Map<Path, String> look(Set<Path> files) {
    Map<Path, String> found = new HashMap<>();
    if (!Files.isDirectory(PROC.resolve("self/fd"))) {
      return found;
    }
    for (String process : names(PROC)) {
      if (Character.isDigit(process.charAt(0))) {
        inspect(PROC.resolve(process), files, found);
      }
    }
    return found;
  }

  /** None if the folder has gone, or is not ours to look into: its process has ended, say. */
  private static String[] names(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? new String[0] : names;
  }

  private static void inspect(Path process, Set<Path> files, Map<Path, String> found) {
    Path descriptors = process.resolve("fd");
    try {
      for (String descriptor : names(descriptors)) {
        target(process, descriptors.resolve(descriptor), files)
            .ifPresent(file -> found.put(file, process.getFileName().toString()));
      }
    } catch (IOException e) {
      // Its descriptors are not ours to look into: then none is.
      return;
    }
  }

  /** A descriptor that is closed while we look must not hide the others of its process. */
  private static Optional<Path> target(Path process, Path descriptor, Set<Path> files)
      throws AccessDeniedException {
    try {
      Path target = Files.readSymbolicLink(descriptor);
      return files.contains(target) && isForWriting(process, descriptor.getFileName())
          ? Optional.of(target)
          : Optional.empty();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isForWriting(Path process, Path descriptor) throws IOException {
    List<String> lines = Files.readAllLines(process.resolve("fdinfo").resolve(descriptor));
    for (String line : lines) {
      if (line.startsWith("flags:")) {
        return (Integer.parseInt(line.substring(6).strip(), 8) & ACCESS_MODE) != 0;
      }
    }
    return false;
  }
}
