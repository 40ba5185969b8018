package org.sbs.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of names, and what a damaged file costs: its own content, nothing else. */
class AddressFileTest {
  @TempDir Path folder;

  private static List<InetAddress> ips(String... texts) {
    return Stream.of(texts).map(AddressFileTest::ip).toList();
  }

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(text, e);
    }
  }

  private AddressFile open(String... names) {
    return AddressFile.open(folder, List.of(names));
  }

  @Test
  @DisplayName("R1.3 the addresses of the names in the settings are known after a restart")
  void survives() {
    AddressFile file = open("pc-b", "gateway");
    assertThat(file.recall("pc-b")).isEmpty();
    file.keep("pc-b", ips("192.0.2.2", "2001:db8::2"));
    file.keep("gateway", ips("192.0.2.254"));
    AddressFile again = open("pc-b", "gateway");
    assertThat(again.recall("pc-b")).isEqualTo(ips("192.0.2.2", "2001:db8::2"));
    assertThat(again.recall("gateway")).isEqualTo(ips("192.0.2.254"));
  }

  @Test
  @DisplayName("R1.3 a changed setting forgets the addresses of the name before")
  void changedSetting() {
    open("pc-b").keep("pc-b", ips("192.0.2.2"));
    AddressFile other = open("pc-c");
    assertThat(other.recall("pc-c")).isEmpty();
    assertThat(other.recall("pc-b")).isEmpty();
    other.keep("pc-b", ips("192.0.2.2"));
    assertThat(other.recall("pc-b")).isEmpty();
    other.keep("pc-c", ips("192.0.2.3"));
    assertThat(open("pc-b").recall("pc-b")).isEmpty();
    assertThat(open("pc-c").recall("pc-c")).isEqualTo(ips("192.0.2.3"));
  }

  @Test
  @DisplayName(
      "R11.3 garbage in the file is skipped, and costs no start and no question to anybody")
  void garbage() throws IOException {
    Path file = folder.resolve("addresses.json");
    for (String content :
        List.of("", "{", "[]", "null", "\"x\"", "{\"pc-b\":7}", "{\"pc-b\":{\"a\":1}}", "\0\1\2")) {
      Files.writeString(file, content);
      assertThat(open("pc-b").recall("pc-b")).as(content).isEmpty();
    }
    Files.writeString(
        file,
        "{\"pc-b\":[\"192.0.2.2\",7,null,\"pc-x\",\"999.1.1.1\",\"1.2.3\",\":::::\",[\"192.0.2.3\"],"
            + "\"fe80::1%nosuchlink\",\"2001:db8::2\"]}");
    assertThat(open("pc-b").recall("pc-b")).isEqualTo(ips("192.0.2.2", "2001:db8::2"));
    Files.writeString(file, "{\"pc-b\":[\"" + "1".repeat(1 << 17) + "\"]}");
    AddressFile bounded = open("pc-b");
    assertThat(bounded.recall("pc-b")).isEmpty();
    bounded.keep("pc-b", ips("192.0.2.2"));
    assertThat(open("pc-b").recall("pc-b")).isEqualTo(ips("192.0.2.2"));
  }

  @Test
  @DisplayName("R10.3 of very many addresses some are kept")
  void bounded() {
    String[] many = IntStream.range(0, 250).mapToObj(i -> "192.0.2." + i).toArray(String[]::new);
    open("pc-b").keep("pc-b", ips(many));
    assertThat(open("pc-b").recall("pc-b")).hasSize(32);
  }

  @Test
  @DisplayName("R11.3 a disk that does not write costs the memory of the next start, nothing else")
  void failingDisk() {
    Disk broken =
        new Disk() {
          @Override
          public void write(Path file, byte[] content) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void force(Path file) {}

          @Override
          public void replace(Path source, Path target) {}

          @Override
          public void forceFolder(Path folder) {}
        };
    AddressFile file = AddressFile.open(folder, List.of("pc-b"), broken);
    file.keep("pc-b", ips("192.0.2.2"));
    assertThat(file.recall("pc-b")).isEqualTo(ips("192.0.2.2"));
    assertThat(open("pc-b").recall("pc-b")).isEmpty();
  }
}
