package org.sbs.server.admin;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.HostPort;

/**
 * Where the node of a home listens and the token that belongs to it, as it wrote both into its
 * state folder.
 */
record NodeAccess(HostPort address, String token) {
  /**
   * Reads both.
   *
   * @param home as users name it, for messages
   */
  static NodeAccess read(Path state, String home) throws AdminException {
    AdminFiles files = new AdminFiles(state);
    String address = line(files.address(), home);
    String token = line(files.token(), home);
    try {
      HostPort found = HostPort.parse(address, 0, 1);
      if (found.isLoopback()) {
        return new NodeAccess(found, token);
      }
    } catch (IllegalArgumentException e) {
      throw garbled(files.address(), home, e);
    }
    // The token must not leave this machine, whatever the file says.
    throw garbled(files.address(), home, null);
  }

  /** Whether another node has written since. */
  static boolean isNewerThan(NodeAccess used, Path state) {
    try {
      return !read(state, "").equals(used);
    } catch (AdminException e) {
      return false;
    }
  }

  static AdminException notRunning(String home, Throwable cause) {
    return AdminException.early(
        AdminException.Cause.NOT_RUNNING,
        Reason.of(ReasonCode.ADMIN_NOT_RUNNING).with("home", home),
        cause);
  }

  private static AdminException garbled(Path file, String home, Exception cause) {
    return new AdminException(
        AdminException.Cause.NOT_RUNNING,
        Reason.of(ReasonCode.ADMIN_ADDRESS_DAMAGED)
            .with("file", file.toString())
            .with("home", home),
        cause);
  }

  private static String line(Path file, String home) throws AdminException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      throw notRunning(home, e);
    } catch (AccessDeniedException e) {
      throw new AdminException(AdminException.Cause.NO_ACCESS, denied(file), e);
    } catch (IOException e) {
      throw new AdminException(
          AdminException.Cause.NO_ACCESS,
          Reason.of(ReasonCode.ADMIN_FILE_UNREADABLE)
              .with("file", file.toString())
              .with("why", e.toString()),
          e);
    }
  }

  private static Reason denied(Path file) {
    Reason denied;
    try {
      denied =
          Reason.of(ReasonCode.ADMIN_FILE_OF_USER).with("user", Files.getOwner(file).getName());
    } catch (IOException | UnsupportedOperationException e) {
      // The folder hides even the owner.
      denied = Reason.of(ReasonCode.ADMIN_FILE_OF_ANOTHER);
    }
    return denied.with("file", file.toString());
  }

  /** Without the token, which belongs into no log. */
  @Override
  public String toString() {
    return "NodeAccess[" + address.text() + "]";
  }
}
