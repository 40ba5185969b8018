package org.sbs.lpm.printer;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of the Internet Printing Protocol's encoding (RFC 8010) that Print-Job, Get-Jobs,
 * Get-Job-Attributes and Get-Printer-Attributes need.
 */
final class IppMessage {
  static final int PRINT_JOB = 0x0002;
  static final int GET_JOB_ATTRIBUTES = 0x0009;
  static final int GET_JOBS = 0x000A;
  static final int GET_PRINTER_ATTRIBUTES = 0x000B;

  static final int TAG_OPERATION = 0x01;
  static final int TAG_JOB = 0x02;
  static final int TAG_END = 0x03;
  static final int TAG_INTEGER = 0x21;
  static final int TAG_BOOLEAN = 0x22;
  static final int TAG_ENUM = 0x23;
  static final int TAG_NAME = 0x42;
  static final int TAG_KEYWORD = 0x44;
  static final int TAG_URI = 0x45;
  static final int TAG_CHARSET = 0x47;
  static final int TAG_LANGUAGE = 0x48;
  static final int TAG_MIME = 0x49;

  private static final int FIRST_VALUE_TAG = 0x10;
  private static final int MAX_ATTRIBUTES = 10_000;
  private static final int MAX_NAME_BYTES = 255;

  private IppMessage() {}

  /** Writes a request, attribute by attribute. */
  static final class Request {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Request(int operation, int requestId, String printerUri, String user) throws IOException {
      out.writeShort(0x0101);
      out.writeShort(operation);
      out.writeInt(requestId);
      out.writeByte(TAG_OPERATION);
      attribute(TAG_CHARSET, "attributes-charset", "utf-8");
      attribute(TAG_LANGUAGE, "attributes-natural-language", "en");
      attribute(TAG_URI, "printer-uri", printerUri);
      attribute(TAG_NAME, "requesting-user-name", user);
    }

    /** Adds an attribute; an empty name adds another value to the attribute before. */
    Request attribute(int tag, String name, String value) throws IOException {
      byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
      byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
      if (valueBytes.length > Short.MAX_VALUE) {
        throw new IOException("the value of " + name + " is too long");
      }
      out.writeByte(tag);
      out.writeShort(nameBytes.length);
      out.write(nameBytes);
      out.writeShort(valueBytes.length);
      out.write(valueBytes);
      return this;
    }

    /** Adds an attribute that is a number. */
    Request integer(String name, int value) throws IOException {
      byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
      out.writeByte(TAG_INTEGER);
      out.writeShort(nameBytes.length);
      out.write(nameBytes);
      out.writeShort(Integer.BYTES);
      out.writeInt(value);
      return this;
    }

    byte[] end() throws IOException {
      out.writeByte(TAG_END);
      return bytes.toByteArray();
    }
  }

  /**
   * An answer: its status and its attributes as text.
   *
   * @param status 0x0000 to 0x00FF mean success
   * @param attributes of all groups together
   * @param jobs the groups that are about jobs, each as an answer of its own
   */
  record Response(int status, Map<String, List<String>> attributes, List<Response> jobs) {
    boolean isSuccess() {
      return status <= 0x00FF;
    }

    String first(String name, String otherwise) {
      List<String> values = attributes.get(name);
      return values == null || values.isEmpty() ? otherwise : values.get(0);
    }

    String all(String name) {
      return String.join(", ", attributes.getOrDefault(name, List.of()));
    }
  }

  /** Reads an answer; the caller bounds the stream. */
  static Response read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    in.readUnsignedShort();
    int status = in.readUnsignedShort();
    in.readInt();
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    List<Response> jobs = new ArrayList<>();
    Map<String, List<String>> group = new LinkedHashMap<>();
    List<String> values = new ArrayList<>();
    List<String> grouped = new ArrayList<>();
    for (int count = 0; count < MAX_ATTRIBUTES; count++) {
      int tag = in.readUnsignedByte();
      if (tag == TAG_END) {
        return new Response(status, attributes, jobs);
      }
      if (tag < FIRST_VALUE_TAG) {
        group = new LinkedHashMap<>();
        if (tag == TAG_JOB) {
          jobs.add(new Response(status, group, List.of()));
        }
        continue;
      }
      byte[] name = bytes(in);
      byte[] value = bytes(in);
      if (name.length > MAX_NAME_BYTES) {
        throw new IOException("the answer has an attribute name that is too long");
      }
      if (name.length > 0) {
        String key = new String(name, StandardCharsets.UTF_8);
        values = attributes.computeIfAbsent(key, any -> new ArrayList<>());
        grouped = group.computeIfAbsent(key, any -> new ArrayList<>());
      }
      values.add(text(tag, value));
      grouped.add(text(tag, value));
    }
    throw new IOException("the answer has too many attributes");
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return bytes;
  }

  private static String text(int tag, byte[] value) {
    if ((tag == TAG_INTEGER || tag == TAG_ENUM) && value.length == Integer.BYTES) {
      return Integer.toString(java.nio.ByteBuffer.wrap(value).getInt());
    }
    if (tag == TAG_BOOLEAN && value.length == 1) {
      return Boolean.toString(value[0] != 0);
    }
    return new String(value, StandardCharsets.UTF_8);
  }
}
