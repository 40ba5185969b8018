package org.sbs.server.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.DurableState;

/**
 * What is wrong with the state of a node that does not run, and what it would be put right to
 * (R10.10). The repaired state is careful: the node takes its data for old, and does not serve
 * alone before it has met its peer.
 *
 * @param file the state's file
 * @param wrong what is wrong with it, a clause
 * @param repaired the state that it would be
 * @param fresh whether nothing could be saved, so that the node begins anew
 */
public record StateRepair(Path file, Reason wrong, DurableState repaired, boolean fresh) {
  private static final Pattern NODE_ID =
      Pattern.compile("\"nodeId\"\\s*:\\s*\"([0-9a-f]{32})\"\\s*,\\s*\"epoch\"");
  private static final Pattern PEER_ID = Pattern.compile("\"peerId\"\\s*:\\s*\"([0-9a-f]{32})\"");

  /**
   * Looks at the state; empty if it is sound, or no node ever ran here.
   *
   * @param epoch the highest epoch that this node's other files hold
   * @param cycle the last cycle that they hold
   */
  public static Optional<StateRepair> look(Path stateFolder, long epoch, long cycle)
      throws StoreException {
    Path file = stateFolder.resolve("node.json");
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(StateFormat.notRead(file, e), e);
    }
    try {
      DurableState state = StateFormat.parse(bytes).state();
      long known = Math.max(state.lineage().lastEpoch(), epoch);
      if (Bound.EPOCH.isPlausible(state.epoch(), known)) {
        return Optional.empty();
      }
      Reason wrong =
          Reason.of(ReasonCode.STATE_EPOCH_IMPLAUSIBLE)
              .with("epoch", state.epoch())
              .with("known", known);
      return Optional.of(new StateRepair(file, wrong, careful(state, known, state.cycle()), false));
    } catch (StateFormat.Absurd e) {
      return Optional.of(absurd(file, bytes, e, epoch, cycle));
    } catch (StateFormat.Unreadable e) {
      return Optional.of(anew(file, bytes, e, epoch));
    }
  }

  private static StateRepair absurd(
      Path file, byte[] bytes, StateFormat.Absurd why, long epoch, long cycle) {
    try {
      DurableState saved = StateFormat.saved(bytes).state();
      long plausible = Math.max(saved.lineage().lastEpoch(), epoch);
      long known =
          Bound.EPOCH.isPlausible(saved.epoch(), plausible)
              ? Math.max(saved.epoch(), plausible)
              : plausible;
      return new StateRepair(
          file, why.reason(), careful(saved, known, Math.max(saved.cycle(), cycle)), false);
    } catch (StateFormat.Unreadable e) {
      return anew(file, bytes, e, epoch);
    }
  }

  private static StateRepair anew(Path file, byte[] bytes, StateFormat.Unreadable why, long epoch) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    DurableState state = DurableState.fresh(found(NODE_ID, text).orElseGet(NodeStore::newId));
    Optional<String> peer = found(PEER_ID, text).filter(id -> !id.equals(state.nodeId()));
    DurableState known = peer.map(state::connectedWith).orElse(state);
    return new StateRepair(file, why.reason(), careful(known, epoch, 0), true);
  }

  private static Optional<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static DurableState careful(DurableState state, long epoch, long cycle) {
    DurableState plain =
        new DurableState(
            state.nodeId(),
            epoch,
            state.lineage(),
            false,
            state.peerId(),
            state.activeSentinels(),
            cycle,
            state.handedOver(),
            state.followed(),
            state.pause(),
            true,
            state.excluded());
    return plain;
  }

  /**
   * Puts it in the place of the file, durably; what was there is kept.
   *
   * @param aside a folder for that
   */
  public void write(Path aside) throws IOException {
    Disk disk = new RealDisk();
    byte[] bytes = Files.readAllBytes(file);
    Files.createDirectories(aside);
    disk.replaceDurably(aside.resolve("node.json"), bytes);
    Map<String, Object> json = fresh ? StateFormat.empty() : unknownFields(bytes);
    disk.replaceDurably(file, StateFormat.bytes(StateFormat.merge(json, repaired)));
  }

  private static Map<String, Object> unknownFields(byte[] bytes) throws IOException {
    try {
      return StateFormat.saved(bytes).json();
    } catch (StateFormat.Unreadable e) {
      throw new IOException("the file was changed meanwhile", e);
    }
  }
}
