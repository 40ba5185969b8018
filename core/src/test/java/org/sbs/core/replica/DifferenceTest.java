package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.Examples;
import org.sbs.core.replica.FileEntry.Kind;

/** What a plan must do, whatever both sides have. */
final class DifferenceTest {
  private static final FolderSet STRICT =
      new FolderSet(List.of(Folder.of(0, "/s", FolderFilter.ALL)), true, true);
  private static final FolderSet LAX =
      new FolderSet(List.of(Folder.of(0, "/s", FolderFilter.ALL)), false, true);

  @Test
  @DisplayName("R4.5 a strict plan turns the secondary's set into the primary's")
  void strict() {
    Examples.each(
        3000,
        random -> {
          Manifest primary = Trees.any(random);
          Manifest secondary = Trees.any(random);
          CyclePlan plan = Difference.between(primary, secondary, STRICT, Set.of());
          assertThat(Trees.carryOut(plan, secondary)).isEqualTo(primary);
          assertThat(secondary.after(plan, Set.of())).isEqualTo(primary);
        });
  }

  @Test
  @DisplayName(
      "R4.5 another plan keeps all that the primary does not have, but what stands in the way")
  void lax() {
    Examples.each(
        3000,
        random -> {
          Manifest primary = Trees.any(random);
          Manifest secondary = Trees.any(random);
          CyclePlan plan = Difference.between(primary, secondary, LAX, Set.of());
          Manifest after = Trees.carryOut(plan, secondary);
          primary.entries().forEach(entry -> assertThat(after.find(entry.at())).contains(entry));
          for (FileEntry theirs : secondary.entries()) {
            boolean inTheWay = primary.find(theirs.at()).isPresent();
            for (Optional<EntryPath> up = theirs.at().parent();
                up.isPresent();
                up = up.get().parent()) {
              inTheWay |= primary.find(up.get()).map(e -> e.kind() != Kind.FOLDER).orElse(false);
            }
            if (!inTheWay) {
              assertThat(after.find(theirs.at())).contains(theirs);
            }
          }
        });
  }

  @Test
  @DisplayName("R4.2 once equal, nothing is left to do")
  void nothingTwice() {
    Examples.each(
        1000,
        random -> {
          Manifest primary = Trees.any(random);
          Manifest secondary = Trees.any(random);
          CyclePlan plan = Difference.between(primary, secondary, LAX, Set.of());
          Manifest after = secondary.after(plan, Set.of());
          assertThat(Difference.between(primary, after, LAX, Set.of()).isEmpty()).isTrue();
        });
  }

  @Test
  @DisplayName("R4.12 nothing that the primary could not read is deleted, nor what lies in it")
  void unknown() {
    Examples.each(
        1000,
        random -> {
          Manifest primary = Trees.any(random);
          Manifest secondary = Trees.any(random);
          boolean wholeFolder = random.nextBoolean();
          EntryPath lost = new EntryPath(0, wholeFolder ? "" : "a");
          List<FileEntry> rest =
              primary.entries().stream()
                  .filter(e -> !wholeFolder && !e.at().equals(lost) && !e.at().isBelow(lost))
                  .toList();
          CyclePlan plan = Difference.between(Manifest.of(rest), secondary, STRICT, Set.of(lost));
          assertThat(plan.deletes())
              .noneMatch(e -> wholeFolder || e.at().equals(lost) || e.at().isBelow(lost));
        });
  }

  @Test
  @DisplayName("R4.5 nothing outside the filters is deleted, and no folder that holds such a thing")
  void filters() {
    Examples.each(
        1000,
        random -> {
          Manifest secondary = Trees.any(random);
          Folder folder = Folder.of(0, "/s", new FolderFilter(List.of(), List.of("a.b")));
          FolderSet set = new FolderSet(List.of(folder), true, false);
          CyclePlan plan = Difference.between(Manifest.EMPTY, secondary, set, Set.of());
          List<FileEntry> kept =
              secondary.entries().stream().filter(e -> !plan.deletes().contains(e)).toList();
          assertThat(plan.deletes()).allMatch(e -> !e.at().path().contains("a.b"));
          for (FileEntry entry : kept) {
            assertThat(
                    entry.at().path().contains("a.b")
                        || kept.stream().anyMatch(o -> o.at().isBelow(entry.at())))
                .isTrue();
          }
        });
  }
}
