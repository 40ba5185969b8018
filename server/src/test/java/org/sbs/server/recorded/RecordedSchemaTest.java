package org.sbs.server.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Hello;

/** What was once said in a number of the protocol means the same for ever. */
class RecordedSchemaTest {
  private static final String NAME = "schema.txtpb";

  /** What was given another name since, which nobody hears on the wire. */
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("Reign", "EpochOwner"),
          Map.entry("JointName", "MergeBaseName"),
          Map.entry("JointMemory", "MergeBaseMemory"),
          Map.entry("JointPart", "MergeBasePart"),
          Map.entry("joint_part", "merge_base_part"),
          Map.entry("joint", "merge_base"),
          Map.entry("Standing", "AnnouncedRole"),
          Map.entry("STANDING_UNKNOWN", "ANNOUNCED_ROLE_UNKNOWN"),
          Map.entry("standing", "announced_role"));

  private static FileDescriptorProto today() {
    return Frame.getDescriptor().getFile().toProto();
  }

  @BeforeAll
  static void record() throws IOException {
    if (Recording.WRITES) {
      Path folder = Files.createDirectories(Recording.current(1));
      Files.writeString(folder.resolve(NAME), TextFormat.printer().printToString(today()));
    }
  }

  @Test
  @DisplayName("R11.2 every number of every recorded protocol version still means what it meant")
  void numbersKeepTheirMeaning() throws IOException {
    assertThat(Recording.versions()).isNotEmpty();
    for (Path version : Recording.versions()) {
      assertThat(changes(read(version), today())).as("since %s", version).isEmpty();
    }
  }

  @Test
  @DisplayName("R11.2 a number that got another meaning, and one that is gone, are found")
  void changesAreFound() throws IOException {
    FileDescriptorProto before = read(Recording.current(1));
    List<String> names = before.getMessageTypeList().stream().map(m -> m.getName()).toList();
    int hello = names.indexOf(Hello.getDescriptor().getName());
    FileDescriptorProto.Builder other = before.toBuilder();
    other.getMessageTypeBuilder(hello).getFieldBuilder(0).setName("something_else");
    assertThat(changes(before, other.build()))
        .containsExactly("Hello: 1 was protocol_version, and is something_else");
    FileDescriptorProto.Builder less = before.toBuilder();
    less.getMessageTypeBuilder(hello).removeField(0);
    assertThat(changes(before, less.build()))
        .containsExactly("Hello: 1 was protocol_version, and is nothing");
  }

  private static FileDescriptorProto read(Path version) throws IOException {
    FileDescriptorProto.Builder schema = FileDescriptorProto.newBuilder();
    Matcher name = Pattern.compile("\\w+").matcher(Files.readString(version.resolve(NAME)));
    TextFormat.merge(
        name.replaceAll(word -> RENAMED.getOrDefault(word.group(), word.group())), schema);
    return schema.build();
  }

  private static List<String> changes(FileDescriptorProto before, FileDescriptorProto now) {
    List<String> changes = new ArrayList<>();
    for (DescriptorProto message : before.getMessageTypeList()) {
      Optional<DescriptorProto> same =
          find(now.getMessageTypeList(), DescriptorProto::getName, message.getName());
      for (FieldDescriptorProto field : message.getFieldList()) {
        Optional<FieldDescriptorProto> found =
            same.flatMap(
                m -> find(m.getFieldList(), FieldDescriptorProto::getNumber, field.getNumber()));
        if (!found.map(RecordedSchemaTest::meaning).equals(Optional.of(meaning(field)))) {
          changes.add(
              changed(message.getName(), field.getNumber(), field.getName())
                  + found.map(FieldDescriptorProto::getName).orElse("nothing"));
        }
      }
    }
    for (EnumDescriptorProto type : before.getEnumTypeList()) {
      Optional<EnumDescriptorProto> same =
          find(now.getEnumTypeList(), EnumDescriptorProto::getName, type.getName());
      for (EnumValueDescriptorProto value : type.getValueList()) {
        String found =
            same.flatMap(
                    t ->
                        find(
                            t.getValueList(),
                            EnumValueDescriptorProto::getNumber,
                            value.getNumber()))
                .map(EnumValueDescriptorProto::getName)
                .orElse("nothing");
        if (!found.equals(value.getName())) {
          changes.add(changed(type.getName(), value.getNumber(), value.getName()) + found);
        }
      }
    }
    return changes;
  }

  private static String changed(String where, int number, String before) {
    return where + ": " + number + " was " + before + ", and is ";
  }

  private static FieldDescriptorProto meaning(FieldDescriptorProto field) {
    return field.toBuilder().clearOneofIndex().clearOptions().build();
  }

  private static <T, K> Optional<T> find(List<T> all, Function<T, K> key, K wanted) {
    return all.stream().filter(one -> key.apply(one).equals(wanted)).findFirst();
  }
}
