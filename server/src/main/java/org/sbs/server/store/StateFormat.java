package org.sbs.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Pause;

/**
 * The JSON form of the durable state. Fields that this version does not know are kept, for a newer
 * SBS may have written them; the format's number rises only when an older SBS must not go on with
 * the file.
 */
final class StateFormat {
  private static final int FORMAT = 1;
  private static final Pattern NODE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** The state, and the file's object with all that it held. */
  record Parsed(DurableState state, ObjectNode json) {}

  /** Why a file is no state; the sentence's end, after "the file …". */
  static class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** A number of it cannot be true: that can be put right (R10.10). */
  static final class Absurd extends Unreadable {
    private static final long serialVersionUID = 1L;

    Absurd(String message) {
      super(message);
    }
  }

  private StateFormat() {}

  static ObjectNode empty() {
    return JSON.createObjectNode();
  }

  /** Puts the state's fields into a copy of the object; its other fields stay. */
  static ObjectNode merge(ObjectNode old, DurableState state) {
    ObjectNode json = old.deepCopy();
    json.put("format", FORMAT);
    json.put("nodeId", state.nodeId());
    json.put("epoch", state.epoch());
    ArrayNode lineage = json.putArray("lineage");
    for (Lineage.EpochOwner servedEpoch : state.lineage().epochs()) {
      lineage.addObject().put("epoch", servedEpoch.epoch()).put("nodeId", servedEpoch.nodeId());
    }
    json.put("wasPrimary", state.wasPrimary());
    json.put("peerId", state.peerId().orElse(null));
    json.putNull("activeSentinels");
    state
        .activeSentinels()
        .ifPresent(names -> names.forEach(json.putArray("activeSentinels")::add));
    json.put("cycle", state.cycle());
    json.put("handedOver", state.handedOver());
    json.put("followed", state.followed());
    json.putObject("pause")
        .put("serial", state.pause().serial())
        .put("leftNanos", state.pause().leftNanos());
    json.put("mayBeOld", state.mayBeOld());
    json.put("excluded", state.excluded());
    return json;
  }

  static byte[] bytes(ObjectNode json) {
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }

  static Parsed parse(byte[] bytes) throws Unreadable {
    JsonNode root;
    try {
      root = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new Unreadable("is no JSON: " + e.getOriginalMessage());
    }
    if (!(root instanceof ObjectNode json)) {
      throw new Unreadable("holds no JSON object");
    }
    long format = number(json, "format");
    if (format != FORMAT) {
      throw new Unreadable("has the format " + format + ", and this SBS knows only " + FORMAT);
    }
    DurableState state =
        new DurableState(
            nodeId(json, "nodeId"),
            counted(json, "epoch", Bound.EPOCH),
            lineage(json),
            flag(json, "wasPrimary"),
            field(json, "peerId").isNull() ? Optional.empty() : Optional.of(nodeId(json, "peerId")),
            sentinels(json),
            counted(json, "cycle", Bound.CYCLE),
            flag(json, "handedOver"),
            json.has("followed") && flag(json, "followed"),
            pause(json),
            json.has("mayBeOld") && flag(json, "mayBeOld"),
            json.has("excluded") && flag(json, "excluded"));
    return new Parsed(state, json);
  }

  /** Files of an earlier SBS have none. */
  private static Pause pause(ObjectNode json) throws Unreadable {
    if (!json.has("pause")) {
      return Pause.NONE;
    }
    JsonNode pause = json.get("pause");
    long left = number(pause, "leftNanos");
    if (left > Bound.LONGEST_PAUSE_NANOS) {
      throw absurd("pause.leftNanos", left);
    }
    return new Pause(counted(pause, "serial", Bound.PAUSE), left);
  }

  private static Lineage lineage(ObjectNode json) throws Unreadable {
    List<Lineage.EpochOwner> epochs = new ArrayList<>();
    for (JsonNode servedEpoch : array(json, "lineage")) {
      epochs.add(
          new Lineage.EpochOwner(
              counted(servedEpoch, "epoch", Bound.EPOCH), nodeId(servedEpoch, "nodeId")));
    }
    return new Lineage(epochs);
  }

  /**
   * What can be saved of a file with absurd numbers: these are left out, and so are epochs after
   * one.
   *
   * @throws Unreadable if more than numbers is wrong
   */
  static Parsed saved(byte[] bytes) throws Unreadable {
    try {
      if (!(JSON.readTree(new String(bytes, StandardCharsets.UTF_8)) instanceof ObjectNode json)) {
        throw new Unreadable("holds no JSON object");
      }
      ObjectNode sound = json.deepCopy();
      reset(sound, "epoch", Bound.EPOCH);
      reset(sound, "cycle", Bound.CYCLE);
      if (sound.get("pause") instanceof ObjectNode pause
          && !(isWithin(pause.path("serial"), Bound.PAUSE.most())
              && isWithin(pause.path("leftNanos"), Bound.LONGEST_PAUSE_NANOS))) {
        pause.put("serial", 0).put("leftNanos", 0);
      }
      if (sound.get("lineage") instanceof ArrayNode epochs) {
        keepPlausible(epochs);
      }
      return parse(bytes(sound));
    } catch (JsonProcessingException e) {
      throw new Unreadable("is no JSON: " + e.getOriginalMessage());
    }
  }

  private static void reset(ObjectNode json, String name, Bound bound) {
    if (!isWithin(json.path(name), bound.most())) {
      json.put(name, 0);
    }
  }

  private static boolean isWithin(JsonNode number, long most) {
    return number.canConvertToLong() && number.asLong() >= 0 && number.asLong() <= most;
  }

  private static void keepPlausible(ArrayNode epochs) {
    int kept = 0;
    for (JsonNode servedEpoch : epochs) {
      boolean first = kept == 0;
      long known = first ? Bound.EPOCH.most() : epochs.get(kept - 1).path("epoch").asLong();
      if (!isWithin(servedEpoch.path("epoch"), Bound.EPOCH.most())
          || !Bound.EPOCH.isPlausible(servedEpoch.path("epoch").asLong(), known)) {
        break;
      }
      kept++;
    }
    while (epochs.size() > kept) {
      epochs.remove(epochs.size() - 1);
    }
  }

  private static Optional<List<String>> sentinels(ObjectNode json) throws Unreadable {
    if (field(json, "activeSentinels").isNull()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (JsonNode name : array(json, "activeSentinels")) {
      if (!name.isTextual()) {
        throw wrong("activeSentinels", "a list of names");
      }
      names.add(name.textValue());
    }
    return Optional.of(names);
  }

  private static JsonNode field(JsonNode json, String name) throws Unreadable {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new Unreadable("lacks the field " + name);
    }
    return value;
  }

  private static JsonNode array(JsonNode json, String name) throws Unreadable {
    JsonNode value = field(json, name);
    if (!value.isArray()) {
      throw wrong(name, "a list");
    }
    return value;
  }

  private static long number(JsonNode json, String name) throws Unreadable {
    JsonNode value = field(json, name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw wrong(name, "a whole number from 0");
    }
    return value.longValue();
  }

  private static long counted(JsonNode json, String name, Bound bound) throws Unreadable {
    JsonNode value = field(json, name);
    if (value.isIntegralNumber() && (!value.canConvertToLong() || !bound.allows(value.asLong()))) {
      throw absurd(name, value);
    }
    return number(json, name);
  }

  private static Absurd absurd(String name, Object value) {
    return new Absurd("has the absurd " + name + " " + value);
  }

  private static boolean flag(JsonNode json, String name) throws Unreadable {
    JsonNode value = field(json, name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  private static String nodeId(JsonNode json, String name) throws Unreadable {
    JsonNode value = field(json, name);
    if (!value.isTextual() || !NODE_ID.matcher(value.textValue()).matches()) {
      throw wrong(name, "a node id of 32 hexadecimal digits");
    }
    return value.textValue();
  }

  private static Unreadable wrong(String name, String expected) {
    return new Unreadable("has a field " + name + " that is not " + expected);
  }
}
