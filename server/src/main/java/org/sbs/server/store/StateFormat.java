package org.sbs.server.store;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Pause;
import org.sbs.server.json.JsonText;
import org.sbs.server.json.JsonValue;
import org.sbs.server.json.NotJsonException;

/**
 * The JSON form of the durable state. Fields that this version does not know are kept, for a newer
 * SBS may have written them; the format's number rises only when an older SBS must not go on with
 * the file.
 */
final class StateFormat {
  private static final int FORMAT = 1;
  private static final Pattern NODE_ID = Pattern.compile("[0-9a-f]{32}");

  /** The state, and the file's object with all that it held. */
  record Parsed(DurableState state, Map<String, Object> json) {}

  /** Why a file is not a state. */
  static class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    Unreadable(Reason reason) {
      super(reason.code().word());
      this.reason = reason;
    }

    final Reason reason() {
      return reason;
    }
  }

  /** A number of it cannot be true: that can be put right (R10.10). */
  static final class Absurd extends Unreadable {
    private static final long serialVersionUID = 1L;

    Absurd(Reason reason) {
      super(reason);
    }
  }

  private StateFormat() {}

  static Map<String, Object> empty() {
    return Map.of();
  }

  /** Puts the state's fields into a copy of the object; its other fields stay. */
  static Map<String, Object> merge(Map<String, Object> old, DurableState state) {
    Map<String, Object> json = new LinkedHashMap<>(old);
    json.put("format", FORMAT);
    json.put("nodeId", state.nodeId());
    json.put("epoch", state.epoch());
    List<Object> lineage = new ArrayList<>();
    for (Lineage.EpochOwner servedEpoch : state.lineage().epochs()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("epoch", servedEpoch.epoch());
      one.put("nodeId", servedEpoch.nodeId());
      lineage.add(one);
    }
    json.put("lineage", lineage);
    json.put("wasPrimary", state.wasPrimary());
    json.put("peerId", state.peerId().orElse(null));
    json.put("activeSentinels", state.activeSentinels().orElse(null));
    json.put("cycle", state.cycle());
    json.put("handedOver", state.handedOver());
    json.put("followed", state.followed());
    json.put("pause", pause(state.pause().serial(), state.pause().leftNanos()));
    json.put("mayBeOld", state.mayBeOld());
    json.put("excluded", state.excluded());
    return json;
  }

  private static Map<String, Object> pause(long serial, long leftNanos) {
    Map<String, Object> pause = new LinkedHashMap<>();
    pause.put("serial", serial);
    pause.put("leftNanos", leftNanos);
    return pause;
  }

  static byte[] bytes(Map<String, Object> json) {
    return (JsonText.pretty(json) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static Parsed parse(byte[] bytes) throws Unreadable {
    return parse(object(bytes));
  }

  private static Map<String, Object> object(byte[] bytes) throws Unreadable {
    JsonValue root;
    try {
      root = JsonValue.read(bytes);
    } catch (NotJsonException e) {
      throw new Unreadable(
          Reason.of(ReasonCode.STATE_NOT_JSON).with("words", String.valueOf(e.getMessage())));
    }
    return fields(root.value())
        .orElseThrow(() -> new Unreadable(Reason.of(ReasonCode.STATE_NO_OBJECT)));
  }

  /** The fields of an object; empty for anything else. */
  private static Optional<Map<String, Object>> fields(Object json) {
    if (!(json instanceof Map<?, ?> object)) {
      return Optional.empty();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    object.forEach((name, value) -> fields.put((String) name, value));
    return Optional.of(fields);
  }

  private static Parsed parse(Map<String, Object> json) throws Unreadable {
    long format = number(json, "format");
    if (format != FORMAT) {
      throw new Unreadable(
          Reason.of(ReasonCode.STATE_FORMAT_UNKNOWN).with("format", format).with("known", FORMAT));
    }
    DurableState state =
        new DurableState(
            nodeId(json, "nodeId"),
            counted(json, "epoch", Bound.EPOCH),
            lineage(json),
            flag(json, "wasPrimary"),
            field(json, "peerId") == null ? Optional.empty() : Optional.of(nodeId(json, "peerId")),
            sentinels(json),
            counted(json, "cycle", Bound.CYCLE),
            flag(json, "handedOver"),
            json.containsKey("followed") && flag(json, "followed"),
            pause(json),
            json.containsKey("mayBeOld") && flag(json, "mayBeOld"),
            json.containsKey("excluded") && flag(json, "excluded"));
    return new Parsed(state, json);
  }

  /** Files of an earlier SBS have none. */
  private static Pause pause(Map<String, Object> json) throws Unreadable {
    if (!json.containsKey("pause")) {
      return Pause.NONE;
    }
    Map<String, Object> pause = part(json.get("pause"));
    long left = number(pause, "leftNanos");
    if (left > Bound.LONGEST_PAUSE_NANOS) {
      throw absurd("pause.leftNanos", left);
    }
    return new Pause(counted(pause, "serial", Bound.PAUSE), left);
  }

  private static Lineage lineage(Map<String, Object> json) throws Unreadable {
    List<Lineage.EpochOwner> epochs = new ArrayList<>();
    for (Object servedEpoch : array(json, "lineage")) {
      Map<String, Object> one = part(servedEpoch);
      epochs.add(new Lineage.EpochOwner(counted(one, "epoch", Bound.EPOCH), nodeId(one, "nodeId")));
    }
    return new Lineage(epochs);
  }

  /** What is no object has no fields, and the first that is asked for is missing. */
  private static Map<String, Object> part(Object json) {
    return fields(json).orElse(Map.of());
  }

  /**
   * What can be saved of a file with absurd numbers: these are left out, and so are epochs after
   * one.
   *
   * @throws Unreadable if more than numbers is wrong
   */
  static Parsed saved(byte[] bytes) throws Unreadable {
    Map<String, Object> sound = object(bytes);
    reset(sound, "epoch", Bound.EPOCH);
    reset(sound, "cycle", Bound.CYCLE);
    Optional<Map<String, Object>> pause = fields(sound.get("pause"));
    if (pause.isPresent()
        && !(isWithin(pause.get().get("serial"), Bound.PAUSE.most())
            && isWithin(pause.get().get("leftNanos"), Bound.LONGEST_PAUSE_NANOS))) {
      pause.get().putAll(pause(0, 0));
      sound.put("pause", pause.get());
    }
    if (sound.get("lineage") instanceof List<?> epochs) {
      sound.put("lineage", plausible(epochs));
    }
    return parse(sound);
  }

  private static void reset(Map<String, Object> json, String name, Bound bound) {
    if (!isWithin(json.get(name), bound.most())) {
      json.put(name, 0L);
    }
  }

  private static boolean isWithin(Object number, long most) {
    return number instanceof Long whole && whole >= 0 && whole <= most;
  }

  private static List<Object> plausible(List<?> epochs) {
    List<Object> kept = new ArrayList<>();
    long known = Bound.EPOCH.most();
    for (Object servedEpoch : epochs) {
      Object epoch = part(servedEpoch).get("epoch");
      if (!isWithin(epoch, Bound.EPOCH.most()) || !Bound.EPOCH.isPlausible((Long) epoch, known)) {
        break;
      }
      known = (Long) epoch;
      kept.add(servedEpoch);
    }
    return kept;
  }

  private static Optional<List<String>> sentinels(Map<String, Object> json) throws Unreadable {
    if (field(json, "activeSentinels") == null) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (Object name : array(json, "activeSentinels")) {
      if (!(name instanceof String text)) {
        throw wrong(ReasonCode.STATE_FIELD_NO_NAMES, "activeSentinels");
      }
      names.add(text);
    }
    return Optional.of(names);
  }

  private static Object field(Map<String, Object> json, String name) throws Unreadable {
    if (!json.containsKey(name)) {
      throw wrong(ReasonCode.STATE_FIELD_MISSING, name);
    }
    return json.get(name);
  }

  private static List<?> array(Map<String, Object> json, String name) throws Unreadable {
    if (field(json, name) instanceof List<?> list) {
      return list;
    }
    throw wrong(ReasonCode.STATE_FIELD_NO_LIST, name);
  }

  private static long number(Map<String, Object> json, String name) throws Unreadable {
    if (field(json, name) instanceof Long whole && whole >= 0) {
      return whole;
    }
    throw wrong(ReasonCode.STATE_FIELD_NO_NUMBER, name);
  }

  private static long counted(Map<String, Object> json, String name, Bound bound)
      throws Unreadable {
    Object value = field(json, name);
    if (value instanceof BigInteger || (value instanceof Long whole && !bound.allows(whole))) {
      throw absurd(name, value);
    }
    return number(json, name);
  }

  private static Absurd absurd(String name, Object value) {
    return new Absurd(
        Reason.of(ReasonCode.STATE_FIELD_ABSURD)
            .with("name", name)
            .with("value", value.toString()));
  }

  private static boolean flag(Map<String, Object> json, String name) throws Unreadable {
    if (field(json, name) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(ReasonCode.STATE_FIELD_NO_FLAG, name);
  }

  private static String nodeId(Map<String, Object> json, String name) throws Unreadable {
    if (field(json, name) instanceof String text && NODE_ID.matcher(text).matches()) {
      return text;
    }
    throw wrong(ReasonCode.STATE_FIELD_NO_ID, name);
  }

  private static Unreadable wrong(ReasonCode code, String name) {
    return new Unreadable(Reason.of(code).with("name", name));
  }

  static Reason notRead(Path file, IOException e) {
    return Reason.of(ReasonCode.STATE_NOT_READ)
        .with("file", file.toString())
        .with("why", e.toString());
  }
}
