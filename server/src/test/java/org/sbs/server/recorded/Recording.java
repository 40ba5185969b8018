package org.sbs.server.recorded;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.sbs.server.link.wire.Frame;

/**
 * A conversation of two nodes as a program of some version had it, kept as a file: later versions
 * must still understand each side of it (R11.2). Immutable.
 *
 * @param lines in the order in which they were said
 */
public record Recording(List<Line> lines) {
  /** A recording is written anew, instead of read, when this is set. */
  public static final boolean WRITES = Boolean.getBoolean("record.write");

  private static final Path RECORDED =
      Path.of(System.getProperty("project.root"), "server/src/test/resources/recorded");
  private static final int NEW_FIELD = 20_001;
  private static final String COMMENT = "#";

  /** Copies the list. */
  public Recording {
    lines = List.copyOf(lines);
  }

  /**
   * One message.
   *
   * @param speaker a word for the side that said it
   */
  public record Line(String speaker, Frame frame) {}

  /** The folders of all versions that were recorded, one for each version of the protocol. */
  public static List<Path> versions() throws IOException {
    try (Stream<Path> folders = Files.list(RECORDED)) {
      return folders.sorted().toList();
    }
  }

  /** The folder of this program's version. */
  public static Path current(int version) {
    return RECORDED.resolve("protocol-" + version);
  }

  /** Reads a file that {@link #write} made. */
  public static Recording read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith(COMMENT)) {
        String[] words = line.split(" ", 3);
        lines.add(new Line(words[0], Frame.parseFrom(Base64.getDecoder().decode(words[2]))));
      }
    }
    return new Recording(lines);
  }

  /** Writes it: a line a message, with its speaker, its kind, and its bytes in Base64. */
  public void write(Path file, String comment) throws IOException {
    StringBuilder text = new StringBuilder(COMMENT + " " + comment + "\n");
    for (Line line : lines) {
      String bytes = Base64.getEncoder().encodeToString(line.frame().toByteArray());
      text.append(line.speaker() + " " + line.frame().getBodyCase() + " " + bytes + "\n");
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.US_ASCII);
  }

  /** The same conversation as a later version might have it: with more fields in every message. */
  public Recording withUnknownFields() {
    return new Recording(
        lines.stream().map(line -> new Line(line.speaker(), (Frame) later(line.frame()))).toList());
  }

  private static Message later(Message message) {
    Message.Builder builder = message.toBuilder();
    message.getAllFields().forEach((field, value) -> builder.setField(field, later(field, value)));
    UnknownFieldSet.Field text =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(ByteString.copyFromUtf8("of a later version"))
            .build();
    UnknownFieldSet.Field number = UnknownFieldSet.Field.newBuilder().addVarint(77).build();
    return builder
        .setUnknownFields(
            UnknownFieldSet.newBuilder()
                .addField(NEW_FIELD, text)
                .addField(NEW_FIELD + 1, number)
                .build())
        .build();
  }

  private static Object later(FieldDescriptor field, Object value) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return value;
    }
    if (field.isRepeated()) {
      return ((List<?>) value).stream().map(one -> later((Message) one)).toList();
    }
    return later((Message) value);
  }
}
