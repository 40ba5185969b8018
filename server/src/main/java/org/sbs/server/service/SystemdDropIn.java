package org.sbs.server.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * What ties a protected unit and the units of its sentinels to SBS's own unit (R1.2, R2.7): a
 * drop-in file for each, and two files in SBS's runtime folder, which permit them to start.
 *
 * <ul>
 *   <li>{@code StopPropagatedFrom=}: systemd itself stops the unit at the moment in which SBS is
 *       gone, kill -9 included. {@code BindsTo=} would do the same and also start SBS whenever
 *       somebody starts the unit; {@code PartOf=} does nothing when SBS dies.
 *   <li>{@code Before=}: when both are to stop, at {@code systemctl stop sbs} or when the machine
 *       goes down, SBS goes first, so that it can still list the sentinels and hand over; it then
 *       stops the unit itself, without waiting for its own end ({@code ignore-dependencies}).
 *   <li>{@code AssertPathExists=}: nothing starts without SBS's permit: neither a user, nor the
 *       boot, nor {@code systemctl restart sbs}, which would start again what it stopped, on a node
 *       that has just handed over. systemd removes the runtime folder when SBS ends.
 *   <li>{@code Restart=no}: who starts the service again after a failure is SBS's business.
 *   <li>{@code TimeoutStopSec=}: after this time systemd kills it; the other node may already
 *       serve.
 * </ul>
 */
public final class SystemdDropIn {
  /** SBS's own unit. */
  public static final String OWN_UNIT = "sbs.service";

  /** The name of SBS's runtime folder, in {@code /run}. */
  public static final String RUNTIME_NAME = "sbs";

  /** The first systemd that knows StopPropagatedFrom. */
  public static final int OLDEST_SYSTEMD = 249;

  /** How long a unit may take to end when SBS is gone, in seconds. */
  public static final int STOP_SECONDS = 5;

  private static final Path RUNTIME = Path.of("/run", RUNTIME_NAME);
  private static final String SERVICE = "service";
  private static final String SENTINELS = "sentinels";

  private final Path folder;

  /** The permits of the installed service. */
  SystemdDropIn() {
    this(RUNTIME);
  }

  SystemdDropIn(Path folder) {
    this.folder = folder;
  }

  /**
   * The drop-in for the protected unit, without comments.
   *
   * @param root whether SBS runs as root
   */
  public static String serviceDropIn(boolean root) {
    return dropIn(SERVICE, root) + "Restart=no\n";
  }

  /**
   * The drop-in for the template of the sentinels' units.
   *
   * @param root whether SBS runs as root
   */
  public static String sentinelDropIn(boolean root) {
    return dropIn(SENTINELS, root);
  }

  /**
   * Where SBS is not root it cannot set the environment of the units: one that may say {@code
   * LD_PRELOAD} to a program of root is root.
   */
  private static String dropIn(String permit, boolean root) {
    return "[Unit]\n"
        + ("StopPropagatedFrom=" + OWN_UNIT + "\n")
        + ("Before=" + OWN_UNIT + "\n")
        + ("AssertPathExists=" + RUNTIME.resolve(permit) + "\n")
        + "\n[Service]\n"
        + (root ? "EnvironmentFile=-" + RUNTIME.resolve(SERVICE) + "\n" : "")
        + ("TimeoutStopSec=" + STOP_SECONDS + "\n");
  }

  /** Whether systemd has read such a drop-in of that unit. */
  public static boolean isTied(UnitState state) {
    return state.words("StopPropagatedFrom").contains(OWN_UNIT);
  }

  /** From now on the unit may start; what it is told of the epoch stands in the same file. */
  void permitService(long epoch, String reason) throws ServiceException {
    permit(SERVICE, "SBS_EPOCH=" + epoch + "\nSBS_REASON=" + reason + "\n");
  }

  /** From now on the units of sentinels may start. */
  void permitSentinels() throws ServiceException {
    permit(SENTINELS, "");
  }

  private void permit(String name, String content) throws ServiceException {
    Path file = folder.resolve(name);
    Path temporary = folder.resolve(name + ".tmp");
    try {
      Files.write(temporary, content.getBytes(StandardCharsets.US_ASCII));
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ServiceException(
          Reason.of(ReasonCode.PERMIT_NOT_WRITTEN)
              .with("file", file.toString())
              .with("words", e.toString()),
          e);
    }
  }

  /** From now on nothing may start. */
  void withdraw() throws ServiceException {
    for (String name : new String[] {SENTINELS, SERVICE}) {
      try {
        Files.deleteIfExists(folder.resolve(name));
      } catch (IOException e) {
        throw new ServiceException(
            Reason.of(ReasonCode.PERMIT_STAYS)
                .with("file", folder.resolve(name).toString())
                .with("words", e.toString()),
            e);
      }
    }
  }
}
