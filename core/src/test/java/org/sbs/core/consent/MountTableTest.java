package org.sbs.core.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.consent.MountTable.Mount;
import org.sbs.core.replica.PathRules.Names;

/** Under which paths Linux shows a folder. */
class MountTableTest {
  private static FolderPath path(String text) {
    return FolderPath.parse(text, Names.POSIX).orElseThrow();
  }

  /** Rows of device, root and point. */
  private static MountTable table(String... rows) {
    List<Mount> mounts = new ArrayList<>();
    for (String row : rows) {
      String[] words = row.split(" ", -1);
      mounts.add(new Mount(words[0], path(words[1]), path(words[2])));
    }
    return new MountTable(mounts);
  }

  private static final MountTable MACHINE =
      table(
          "8:1 / /",
          "0:5 / /proc",
          // A bind mount, one in another, and one of a folder that others lie in.
          "8:1 /root /srv/admin",
          "8:1 /srv/admin/deep /opt/deep",
          "8:1 /data/people /people",
          // Another disk, and the same folder of it twice.
          "8:2 / /data2",
          "8:2 /labels /mnt/labels",
          // Subvolumes, and the file system that they lie in.
          "0:40 /@home /vol/home",
          "0:40 /@etc /vol/etc",
          "0:40 / /mnt/top",
          // A mount that is no longer to be seen, because another one lies upon it.
          "8:1 /secret /covered",
          "8:3 / /covered");

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "/srv/admin, /root",
        "/srv/admin/.config/x, /root/.config/x",
        "/root/x, /srv/admin/x",
        "/root, /srv/admin",
        "/rooted, none",
        "/srv/labels, none",
        "/data2/labels/zpl, /mnt/labels/zpl",
        "/mnt/labels/zpl, /data2/labels/zpl",
        "/data2/other, none",
        "/mnt/top/@etc/cron.d, /vol/etc/cron.d",
        "/mnt/top/@home/alice, /vol/home/alice",
        "/vol/home/alice, /mnt/top/@home/alice",
        "/mnt/top, none",
        "/secret, none",
        "/covered/x, none",
        "/proc/self, none",
        "/people/eve, /data/people/eve",
      })
  @DisplayName("R10.5 a folder that is mounted elsewhere too is known by each of its paths")
  void otherPaths(String place, String other) {
    List<FolderPath> found = MACHINE.otherPaths(path(place));
    assertThat(found.stream().map(FolderPath::text))
        .isEqualTo(other == null ? List.of() : List.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "/mnt/top, /vol/home /vol/etc",
        "/mnt/top/@etc, /vol/etc",
        "/mnt/top/@etc/x, none",
        "/data, /people",
        "/data/people, /people",
        "/data/people/eve, none",
        "/data2, /mnt/labels",
        "/srv/labels, none",
        // What a folder shows under a path in itself is no other place.
        "/, none",
      })
  @DisplayName("R10.5 a folder that holds what is mounted elsewhere is known to hold it")
  void shownElsewhere(String place, String others) {
    assertThat(MACHINE.shownElsewhere(path(place)).stream().map(FolderPath::text))
        .containsExactlyInAnyOrder(others == null ? new String[0] : others.split(" ", -1));
  }

  @Test
  @DisplayName("R10.5 what is mounted in a folder is known")
  void pointsIn() {
    assertThat(MACHINE.pointsIn(path("/srv")).stream().map(FolderPath::text))
        .containsExactly("/srv/admin");
    assertThat(MACHINE.pointsIn(path("/srv/admin"))).isEmpty();
    assertThat(MACHINE.pointsIn(path("/")).stream().map(FolderPath::text))
        .contains("/covered", "/vol/etc")
        .hasSize(10);
  }

  @Test
  @DisplayName("R10.5 where no mounts are known a folder has one path")
  void none() {
    assertThat(table().otherPaths(path("/srv"))).isEmpty();
    assertThat(table().shownElsewhere(path("/srv"))).isEmpty();
    assertThat(table("8:1 / /srv").otherPaths(path("/home/alice"))).isEmpty();
  }
}
