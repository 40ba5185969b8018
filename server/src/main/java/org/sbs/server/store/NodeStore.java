package org.sbs.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.DurableState;

/**
 * The node's durable state: one small file, {@code node.json}. It is always whole, the old or the
 * new, whatever happens while it is replaced. A file that cannot be understood is never replaced by
 * a fresh one: a node that forgot its epoch could serve beside a newer primary.
 *
 * <p>While the store is open, no other process can open it. Safe for any thread; {@link #save}
 * blocks for the disk.
 */
public final class NodeStore implements AutoCloseable {
  private static final int SIZE_LIMIT = 1 << 20;
  private static final int ID_BYTES = 16;

  private final Path file;
  private final Disk disk;
  private final HomeLock lock;
  private DurableState state;
  private Map<String, Object> json;
  private boolean durable = true;

  private NodeStore(Path file, Disk disk, HomeLock lock) {
    this.file = file;
    this.disk = disk;
    this.lock = lock;
  }

  /**
   * Opens the store; a node's first start makes the folder, a random node id and the file, durably.
   *
   * @param folder the node's state folder
   * @throws StoreException if another SBS works on it, or the file cannot be read, understood or
   *     made
   */
  public static NodeStore open(Path folder) throws StoreException {
    return open(folder, new RealDisk());
  }

  static NodeStore open(Path folder, Disk disk) throws StoreException {
    Path absolute = folder.toAbsolutePath().normalize();
    makeFolder(absolute, disk);
    HomeLock lock = HomeLock.take(absolute);
    NodeStore store = new NodeStore(absolute.resolve("node.json"), disk, lock);
    boolean opened = false;
    try {
      store.load();
      opened = true;
      return store;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /**
   * The id of the node whose state lies there, also while another process has the store open; empty
   * where no node ever ran.
   *
   * @throws StoreException if there is a state that cannot be read or understood
   */
  public static Optional<String> knownId(Path folder) throws StoreException {
    return known(folder).map(DurableState::nodeId);
  }

  /**
   * The same of all that lies there.
   *
   * @throws StoreException if there is a state that cannot be read or understood
   */
  public static Optional<DurableState> known(Path folder) throws StoreException {
    Path file = folder.resolve("node.json");
    try {
      return Optional.of(StateFormat.parse(Files.readAllBytes(file)).state());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (StateFormat.Unreadable e) {
      throw new StoreException(
          Reason.of(ReasonCode.STATE_DAMAGED).with("file", file.toString()).with("how", e.reason()),
          e);
    } catch (IOException e) {
      throw new StoreException(StateFormat.notRead(file, e), e);
    }
  }

  private static void makeFolder(Path folder, Disk disk) throws StoreException {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        disk.forceFolder(folder.getParent());
      }
    } catch (IOException e) {
      throw new StoreException(
          Reason.of(ReasonCode.STATE_FOLDER_NOT_MADE)
              .with("folder", folder.toString())
              .with("why", e.toString()),
          e);
    }
  }

  private synchronized void load() throws StoreException {
    byte[] bytes;
    try {
      if (Files.size(file) > SIZE_LIMIT) {
        throw damaged(Reason.of(ReasonCode.STATE_TOO_LONG).with("bytes", SIZE_LIMIT));
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      json = StateFormat.empty();
      write(DurableState.fresh(newId()));
      return;
    } catch (IOException e) {
      throw new StoreException(StateFormat.notRead(file, e), e);
    }
    try {
      StateFormat.Parsed parsed = StateFormat.parse(bytes);
      state = parsed.state();
      json = parsed.json();
    } catch (StateFormat.Absurd e) {
      throw new StoreException(
          Reason.of(ReasonCode.STATE_ABSURD).with("file", file.toString()).with("how", e.reason()));
    } catch (StateFormat.Unreadable e) {
      throw damaged(e.reason());
    }
  }

  private StoreException damaged(Reason how) {
    return new StoreException(
        Reason.of(ReasonCode.STATE_DAMAGED).with("file", file.toString()).with("how", how));
  }

  static String newId() {
    byte[] bytes = new byte[ID_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What was read or last saved. */
  public synchronized DurableState state() {
    return state;
  }

  /**
   * Replaces the state. When this returns, the new state survives a power cut.
   *
   * @throws StoreException if that is not certain; on disk is then the old state or the new one,
   *     and {@link #state} answers the old
   */
  public synchronized void save(DurableState newState) throws StoreException {
    if (durable && newState.equals(state)) {
      return;
    }
    write(newState);
  }

  private void write(DurableState newState) throws StoreException {
    Map<String, Object> newJson = StateFormat.merge(json, newState);
    durable = false;
    // An interrupted thread cannot force a folder; the interrupt is for whoever waits, not for
    // this.
    boolean interrupted = Thread.interrupted();
    try {
      disk.replaceDurably(file, StateFormat.bytes(newJson));
    } catch (IOException e) {
      throw new StoreException(
          Reason.of(ReasonCode.STATE_NOT_SAVED)
              .with("file", file.toString())
              .with("why", e.toString()),
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    durable = true;
    state = newState;
    json = newJson;
  }

  /** Looks whether the folder of this state can be written. */
  public StateFolderProbe probe() {
    return new StateFolderProbe(file.getParent(), disk);
  }

  /** Lets another process open the store. */
  @Override
  public void close() {
    lock.close();
  }
}
