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
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
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
    for (Lineage.Reign reign : state.lineage().reigns()) {
      lineage.addObject().put("epoch", reign.epoch()).put("nodeId", reign.nodeId());
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
            number(json, "epoch"),
            lineage(json),
            flag(json, "wasPrimary"),
            field(json, "peerId").isNull() ? Optional.empty() : Optional.of(nodeId(json, "peerId")),
            sentinels(json),
            number(json, "cycle"),
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
    return new Pause(number(pause, "serial"), number(pause, "leftNanos"));
  }

  private static Lineage lineage(ObjectNode json) throws Unreadable {
    List<Lineage.Reign> reigns = new ArrayList<>();
    for (JsonNode reign : array(json, "lineage")) {
      reigns.add(new Lineage.Reign(number(reign, "epoch"), nodeId(reign, "nodeId")));
    }
    return new Lineage(reigns);
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
