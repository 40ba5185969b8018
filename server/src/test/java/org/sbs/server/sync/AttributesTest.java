package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Owner;
import org.sbs.core.settings.Settings.KeepOwner;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.Owners;
import org.sbs.server.sync.disk.Principals;
import org.sbs.server.sync.scan.ContentReader;
import org.sbs.testkit.TestProcess;

/** A copy has what the service needs: permissions, owners, dates, holes (R4.15). */
@Tag("slow")
final class AttributesTest {
  private static final int ROOT = 0;
  private static final int DAEMON = 1;

  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void makeRig() {
    rig = new PairRig(temp);
    rig.strict = true;
    rig.merge = true;
    rig.keepDates = true;
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  private static boolean isRoot() throws IOException {
    return Integer.valueOf(ROOT).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private static void owner(Path path, int uid, int gid) throws IOException {
    Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
  }

  /** What a node is to have of everything below the root, attribute by attribute. */
  private static SortedMap<String, String> all(Tree tree) throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    try (var paths = Files.walk(tree.path(""))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!path.equals(tree.path(""))) {
          all.put(tree.path("").relativize(path).toString(), describe(path));
        }
      }
    }
    all.keySet().removeIf(name -> name.contains(".sbs-"));
    return all;
  }

  private static String describe(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(
            path, "unix:mode,uid,gid,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    String kind =
        String.format(
            "%06o %s:%s", (Integer) found.get("mode"), found.get("uid"), found.get("gid"));
    return !Files.isRegularFile(path)
        ? kind
        : kind
            + " "
            + ((FileTime) found.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS)
            + " "
            + ContentReader.hash(Files.readAllBytes(path));
  }

  private void assertSame(String when) throws IOException {
    SortedMap<String, String> here = all(rig.mine);
    SortedMap<String, String> there = all(rig.theirs);
    SortedMap<String, String> both = new TreeMap<>(here);
    both.entrySet().retainAll(there.entrySet());
    here.entrySet().removeAll(both.entrySet());
    there.entrySet().removeAll(both.entrySet());
    assertThat(there).as(when).isEqualTo(here);
  }

  @ParameterizedTest
  @CsvSource({
    // folder or file, mode here, mode there (octal)
    "folder, 2775, 2775",
    "folder, 1777, 1777",
    "folder, 3770, 3770",
    "folder, 0755, 0755",
    "folder, 0555, 0755",
    "folder, 6755, 2755",
    "file, 0600, 0600",
    "file, 0000, 0000",
    "file, 0444, 0444",
    "file, 0777, 0777",
    "file, 1644, 1644",
    "file, 4755, 0755",
    "file, 2755, 0755",
    "file, 4000, 0000",
  })
  @DisplayName("R4.15 permissions arrive; what lends rights to whoever runs a file does not")
  void modes(String kind, String here, String there) throws Exception {
    assumeTrue(isRoot(), "needs to read what nobody may read");
    Path path = rig.mine.path("thing");
    if (kind.equals("folder")) {
      Files.createDirectory(path);
    } else {
      rig.mine.file("thing", "content");
    }
    mode(path, Integer.parseInt(here, 8));
    for (String when : List.of("first", "after a role change")) {
      assertThat(rig.connect().committed()).isTrue();
      Object mode = Files.getAttribute(rig.theirs.path("thing"), "unix:mode");
      assertThat(Integer.toOctalString((Integer) mode & 07777))
          .as(when)
          .isEqualTo(Integer.toOctalString(Integer.parseInt(there, 8)));
      assertThat(rig.cycle().problems()).isEmpty();
      assertThat(rig.primary.requestDifferences(false).get()).isEmpty();
      rig.disconnect();
      if (when.equals("first")) {
        rig.swap();
        mode(rig.theirs.path("thing"), Integer.parseInt(there, 8));
      }
    }
  }

  @Test
  @DisplayName("R4.15 a change of the permissions alone arrives, in both directions")
  void modeChanges() throws Exception {
    rig.mine.file("file", "content").folder("folder", "rwxr-x---");
    rig.connect();
    for (int mode : new int[] {02770, 01777, 0700, 03755}) {
      mode(rig.mine.path("folder"), mode);
      mode(rig.mine.path("file"), mode & 0777);
      CycleResult result = rig.cycle();
      assertThat(result.files()).isZero();
      assertSame(Integer.toOctalString(mode));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName(
      "R4.15 R5.1 permissions that were changed on the secondary alone: while it is connected they"
          + " are set back, and when the nodes meet they are an edit unless the primary wins")
  void modeChangedThere(boolean merge) throws Exception {
    rig.merge = merge;
    rig.mine.file("a", "a").file("f/b", "b");
    mode(rig.mine.path("a"), 0640);
    mode(rig.mine.path("f"), 0750);
    assertThat(rig.connect().committed()).isTrue();
    SortedMap<String, String> before = all(rig.theirs);
    mode(rig.theirs.path("a"), 0600);
    mode(rig.theirs.path("f"), 0700);
    CycleResult result = rig.primary.requestCycle(false, true).get(60, TimeUnit.SECONDS);
    assertThat(result.committed()).isTrue();
    assertThat(result.bytes()).isZero();
    assertThat(all(rig.theirs)).isEqualTo(before).isEqualTo(all(rig.mine));
    rig.disconnect();
    // Others than before: what was replaced counts as an old version that came back.
    mode(rig.theirs.path("a"), 0604);
    mode(rig.theirs.path("f"), 0705);
    SortedMap<String, String> edited = all(rig.theirs);
    assertThat(rig.connect().committed()).isTrue();
    assertThat(all(rig.mine)).isEqualTo(all(rig.theirs)).isEqualTo(merge ? edited : before);
    assertThat(rig.store.conflicts().list()).isEmpty();
  }

  @Test
  @DisplayName("R4.15 owner and group come by name where they belong to a service or to root")
  void owners() throws Exception {
    assumeTrue(isRoot(), "needs to give files away");
    rig.mine.file("service", "s").file("person", "p").file("own", "o").file("group", "g");
    rig.mine.folder("folder", "rwxr-x---");
    owner(rig.mine.path("service"), DAEMON, DAEMON);
    mode(rig.mine.path("service"), 0600);
    owner(rig.mine.path("folder"), DAEMON, DAEMON);
    mode(rig.mine.path("folder"), 02750);
    owner(rig.mine.path("group"), ROOT, DAEMON);
    owner(rig.mine.path("person"), 54321, 54321);
    assertThat(rig.connect().problems()).isEmpty();
    SortedMap<String, String> expected = all(rig.mine);
    expected.replace("person", expected.get("person").replace("54321:54321", "0:0"));
    assertThat(all(rig.theirs)).isEqualTo(expected);
    assertThat(rig.primary.requestDifferences(false).get()).isEmpty();
    // Only the owner changes.
    owner(rig.mine.path("own"), DAEMON, ROOT);
    owner(rig.mine.path("folder"), ROOT, ROOT);
    mode(rig.mine.path("folder"), 02750);
    assertThat(rig.cycle().files()).isZero();
    expected = all(rig.mine);
    expected.replace("person", expected.get("person").replace("54321:54321", "0:0"));
    assertThat(all(rig.theirs)).isEqualTo(expected);
    rig.disconnect();
    rig.swap();
    assertThat(rig.connect().committed()).isTrue();
    assertThat(rig.cycle().files()).isZero();
    expected.remove("person");
    assertThat(all(rig.theirs)).containsAllEntriesOf(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName(
      "R4.15 R5.1 an owner that was changed on the secondary alone is set back: no edit, no"
          + " conflict, and the content is not written again")
  void ownerChangedThere(boolean merge) throws Exception {
    assumeTrue(isRoot(), "needs to give files away");
    rig.merge = merge;
    rig.mine.file("a", "a").file("f/b", "b").file("f/c", "c");
    owner(rig.mine.path("f/b"), DAEMON, DAEMON);
    assertThat(rig.connect().committed()).isTrue();
    rig.disconnect();
    SortedMap<String, String> before = all(rig.theirs);
    Object inode = Files.getAttribute(rig.theirs.path("a"), "unix:ino");
    owner(rig.theirs.path("a"), DAEMON, ROOT);
    owner(rig.theirs.path("f"), DAEMON, DAEMON);
    owner(rig.theirs.path("f/b"), ROOT, DAEMON);
    owner(rig.theirs.path("f/c"), ROOT, DAEMON);
    assertThat(all(rig.theirs)).isNotEqualTo(before);
    CycleResult result = rig.connect();
    assertThat(result.committed()).isTrue();
    assertThat(result.bytes()).isZero();
    assertThat(all(rig.theirs)).isEqualTo(before).isEqualTo(all(rig.mine));
    assertThat(Files.getAttribute(rig.theirs.path("a"), "unix:ino")).isEqualTo(inode);
    assertThat(rig.adopted).isEmpty();
    assertThat(rig.store.conflicts().list()).isEmpty();
    assertThat(rig.primary.requestDifferences(false).get()).isEmpty();
  }

  @Test
  @DisplayName(
      "R4.15 the account that owns the settings folder is a service's, whatever its number")
  void settingsAccount() throws Exception {
    assumeTrue(isRoot(), "needs to give files away");
    Owners owners = new Owners(KeepOwner.SERVICE);
    rig.mine.file("a", "a");
    owner(rig.mine.path("a"), 54321, DAEMON);
    FileStat found = FileStat.at(rig.mine.path("a"));
    assertThat(owners.carriedOf(rig.mine.path("a"), found)).isEqualTo(Owner.ANY);
    owner(rig.mine.path(""), 54321, DAEMON);
    owners.serviceOwns(rig.mine.path(""));
    // Numbers without a name are not carried over: on the other node they may be anybody's.
    assertThat(owners.carriedOf(rig.mine.path("a"), found)).isEqualTo(new Owner("", "daemon"));
    assertThat(new Owners(KeepOwner.NONE).carriedOf(rig.mine.path("a"), found))
        .isEqualTo(Owner.ANY);
    assertThat(new Owners(KeepOwner.ALL).carriedOf(rig.mine.path("a"), found))
        .isEqualTo(new Owner("", "daemon"));
  }

  @Test
  @DisplayName("R4.15 what cannot be given to its account is copied and told once for each reason")
  void unknownOwner() throws Exception {
    Principals principals = new Principals();
    Owner nobody = new Owner("no-such-account-here", "");
    Owner now = new Owner("root", "root");
    for (String name : List.of("a", "b")) {
      principals.give(
          rig.mine.path(name),
          nobody,
          now,
          (user, group) -> {
            throw new AssertionError("there is nobody to give it to");
          });
    }
    principals.give(
        rig.mine.path("a"),
        new Owner("root", ""),
        new Owner("daemon", ""),
        (user, group) -> {
          throw new java.nio.file.AccessDeniedException("a");
        });
    assertThat(principals.problems())
        .hasSize(2)
        .anyMatch(
            one ->
                one.toString().matches("owners-not-given .*count=1, path=.*a, why=owner-unknown.*"))
        .anyMatch(one -> one.toString().contains("owner-refused {name=root"));
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long bytesOnDisk(Path file) throws Exception {
    Process process = TestProcess.builder("stat", "-c", "%b", file.toString()).start();
    String blocks =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
    assertThat(process.waitFor()).isZero();
    return Long.parseLong(blocks) * 512;
  }

  @Test
  @DisplayName("R4.15 holes stay holes: when a file comes, when it changes, and when it is copied")
  void holes() throws Exception {
    Path file = rig.mine.path("sparse");
    long size = 64L << 20;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(text("beginning"), 0);
      channel.write(text("middle"), size / 2 + 100);
      channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
    }
    assertThat(rig.connect().committed()).isTrue();
    assertSame("first");
    assertThat(bytesOnDisk(rig.theirs.path("sparse"))).isLessThan(1 << 20);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(text("more"), size / 4);
    }
    assertThat(rig.cycle().committed()).isTrue();
    assertSame("changed");
    assertThat(bytesOnDisk(rig.theirs.path("sparse"))).isLessThan(2 << 20);
    Files.copy(file, rig.mine.path("copy"));
    assertThat(rig.cycle().committed()).isTrue();
    assertThat(Files.mismatch(rig.theirs.path("copy"), file)).isEqualTo(-1);
    assertThat(bytesOnDisk(rig.theirs.path("copy"))).isLessThan(2 << 20);
  }

  // ---- random trees ----

  /** Changes a tree by chance. */
  private static final class Chance {
    private static final List<String> ENDS =
        List.of("", " x", "-\u00fc\u20ac", ".ZPL", ".", " ", "'\"$", "\n", "\u65e5\u672c", "*?");

    private final Random random;
    private final boolean root;

    Chance(long seed, boolean root) {
      this.random = new Random(seed);
      this.root = root;
    }

    void change(Tree tree, int times) throws IOException {
      for (int i = 0; i < times; i++) {
        List<Path> there = new ArrayList<>();
        try (var paths = Files.walk(tree.path(""))) {
          paths
              .filter(path -> !path.toString().contains(".sbs-") && !path.equals(tree.path("")))
              .forEach(there::add);
        }
        one(tree, there);
      }
    }

    private Path any(List<Path> of) {
      return of.get(random.nextInt(of.size()));
    }

    private void one(Tree tree, List<Path> there) throws IOException {
      List<Path> folders = new ArrayList<>(List.of(tree.path("")));
      there.stream()
          .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(folders::add);
      List<Path> files =
          there.stream()
              .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .toList();
      String name = random.nextInt(1_000_000) + ENDS.get(random.nextInt(ENDS.size()));
      Path free = any(folders).resolve((random.nextInt(8) == 0 ? "-" : "n") + name);
      switch (random.nextInt(files.isEmpty() ? 4 : 12)) {
        case 0 -> Files.createDirectory(free);
        case 1 -> Files.createSymbolicLink(free, Path.of(random.nextBoolean() ? "x" : "./y/z"));
        case 2 -> write(free);
        case 3 -> notCopied(free);
        case 4 -> editInPlace(any(files));
        case 5 -> Files.delete(any(files));
        case 6 -> Files.move(any(files), free);
        case 7 -> Files.createLink(free, any(files));
        case 8 -> {
          Path file = any(files);
          Files.delete(file);
          Files.createDirectory(file);
        }
        case 9 -> {
          Path file = any(files);
          Files.delete(file);
          Files.createSymbolicLink(file, Path.of("x"));
        }
        case 10 -> write(free);
        default -> write(any(files));
      }
      if (!there.isEmpty()) {
        attributes(any(there));
      }
    }

    /** What is reported and left where it is. */
    private void notCopied(Path free) throws IOException {
      switch (random.nextInt(3)) {
        case 0 -> Files.createSymbolicLink(free, Path.of("/etc/hostname"));
        case 1 -> Files.createSymbolicLink(free, Path.of("../".repeat(40) + "hostname"));
        default -> {
          try {
            assertThat(TestProcess.builder("mkfifo", free.toString()).start().waitFor()).isZero();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        }
      }
    }

    private void write(Path file) throws IOException {
      byte[] content = new byte[random.nextInt(8) == 0 ? random.nextInt(300_000) : 20];
      if (random.nextInt(4) > 0) {
        random.nextBytes(content);
      }
      Files.write(file, content);
    }

    /** As programs do that keep a file's date. */
    private void editInPlace(Path file) throws IOException {
      FileTime time = Files.getLastModifiedTime(file);
      byte[] content = Files.readAllBytes(file);
      if (content.length > 0) {
        content[random.nextInt(content.length)] ^= 1;
      }
      Files.write(file, content);
      Files.setLastModifiedTime(file, time);
    }

    private void attributes(Path path) throws IOException {
      if (isNotCopied(path) || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      if (Files.isSymbolicLink(path)) {
        if (root) {
          owner(path, random.nextInt(5), random.nextInt(5));
        }
        return;
      }
      switch (random.nextInt(4)) {
        case 0 -> mode(path, random.nextInt(010000) | own(path));
        case 1 -> extendedAttribute(path);
        case 2 -> {
          long[] seconds = {-2_000_000_000L, -1, 0, 1_000_000_000L, 4_102_444_800L, 9_000_000_000L};
          long nanos = seconds[random.nextInt(seconds.length)] * 1_000_000_000L + 123_456_789;
          Files.setLastModifiedTime(path, FileTime.from(nanos, TimeUnit.NANOSECONDS));
        }
        default -> {
          if (root) {
            Object mode = Files.getAttribute(path, "unix:mode");
            owner(path, random.nextInt(5), random.nextInt(5));
            mode(path, (Integer) mode & 07777);
          }
        }
      }
    }

    /** Where the file system has such. */
    private void extendedAttribute(Path path) throws IOException {
      UserDefinedFileAttributeView view =
          Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
      if (Files.getFileStore(path).supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
        int unused = view.write("sbs.test", text("x" + random.nextInt(100)));
      }
    }

    /** Only root reads what its owner may not. */
    private int own(Path path) {
      return root ? 0 : Files.isDirectory(path) ? 0700 : 0600;
    }
  }

  private static boolean isNotCopied(Path path) {
    try {
      boolean link = Files.isSymbolicLink(path);
      return link
          ? Files.readSymbolicLink(path).toString().contains("hostname")
          : Files.readAttributes(path, "isOther", LinkOption.NOFOLLOW_LINKS).containsValue(true);
    } catch (IOException e) {
      return false;
    }
  }

  /** What is reported, not copied, and stays (R4.12, R4.18). */
  private static SortedSet<String> notCopied(Tree tree) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (String name : all(tree).keySet()) {
      if (isNotCopied(tree.path(name))) {
        names.add(name);
      }
    }
    return names;
  }

  private static SortedMap<String, String> copied(Tree tree) throws IOException {
    SortedMap<String, String> copied = all(tree);
    copied.keySet().removeAll(notCopied(tree));
    return copied;
  }

  /** As the table of what a copy has says: what lends rights stays behind, owners may enter. */
  private static SortedMap<String, String> expected(Tree tree) throws IOException {
    SortedMap<String, String> expected = copied(tree);
    expected.replaceAll(
        (name, what) -> {
          if (what.startsWith("link")) {
            return what;
          }
          boolean folder = Files.isDirectory(tree.path(name));
          int mode = Integer.parseInt(what.substring(0, 6), 8);
          int carried = folder ? (mode & ~04000) | 0700 : mode & ~06000;
          return String.format("%06o", carried) + what.substring(6);
        });
    return expected;
  }

  /** Files with the rights of their owner or group, which only whoever edits a node gives. */
  private static Set<Path> lending(Tree tree) throws IOException {
    Set<Path> lending = new HashSet<>();
    for (String name : copied(tree).keySet()) {
      Path path = tree.path(name);
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          && ((Integer) Files.getAttribute(path, "unix:mode") & 06000) != 0) {
        lending.add(path);
      }
    }
    return lending;
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "2, true",
    "3, false",
    "4, true",
    "5, false",
    "6, true",
    "125, true",
    "159, true",
    "213, true"
  })
  @DisplayName(
      "R4.14 R4.15 R4.18 random trees of all names, kinds, modes, owners and dates are the same on"
          + " both nodes, as the table says, also after role changes; what is not copied stays")
  void randomTrees(long seed, boolean strict) throws Exception {
    rig.strict = strict;
    Chance chance = new Chance(seed, isRoot());
    Set<Path> lent = new HashSet<>();
    chance.change(rig.mine, 40);
    for (int round = 0; round < 3; round++) {
      String where = "seed " + seed + ", round " + round;
      SortedSet<String> there = notCopied(rig.theirs);
      lent.addAll(lending(rig.mine));
      assertThat(rig.connect().committed()).isTrue();
      assertThat(rig.cycle().committed()).isTrue();
      compare(strict, where + ", met");
      for (int cycle = 0; cycle < 2; cycle++) {
        chance.change(rig.mine, 10);
        lent.addAll(lending(rig.mine));
        SortedSet<String> here = notCopied(rig.mine);
        CycleResult result = rig.cycle();
        assertThat(result.committed()).as(result.reason().toString()).isTrue();
        compare(strict, where + ", cycle " + cycle);
        assertThat(notCopied(rig.mine)).as(where).isEqualTo(here);
        assertThat(notCopied(rig.theirs)).as(where).isEqualTo(there);
        assertThat(lent).as(where).containsAll(lending(rig.theirs));
      }
      assertThat(rig.cycle().files()).as(where).isZero();
      rig.disconnect();
      rig.swap();
    }
  }

  /** Without strict synchronisation the secondary keeps what the primary deleted. */
  private void compare(boolean strict, String when) throws IOException {
    SortedMap<String, String> here = expected(rig.mine);
    SortedMap<String, String> there = expected(rig.theirs);
    if (strict) {
      SortedMap<String, String> both = new TreeMap<>(here);
      both.entrySet().retainAll(there.entrySet());
      here.entrySet().removeAll(both.entrySet());
      there.entrySet().removeAll(both.entrySet());
      assertThat(there).as(when).isEqualTo(here);
    } else {
      assertThat(there).as(when).containsAllEntriesOf(counting(here));
    }
  }

  /** Without what this node itself only kept when it was secondary. */
  private SortedMap<String, String> counting(SortedMap<String, String> mine) throws IOException {
    rig.primaryStore.mergeBase().left().keySet().forEach(at -> mine.remove(at.path()));
    return mine;
  }

  @Test
  @DisplayName("R4.15 an entry says what of its permissions is carried over")
  void carried() {
    assertThat(FileEntry.carried(0100644, false)).isEqualTo(0644);
    assertThat(FileEntry.carried(0100000, false)).isEqualTo(FileEntry.NO_PERMISSIONS);
    assertThat(FileEntry.carried(0, false)).as("a platform without").isZero();
    assertThat(FileEntry.carried(0106755, false)).isEqualTo(0755);
    assertThat(FileEntry.carried(0046755, true)).isEqualTo(02755);
  }
}
