package org.sbs.core.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.licence.LicenceFinding.State;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

class StartPermissionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final String NODE = "ab".repeat(16);

  private static LicenceFinding found(State state) {
    return switch (state) {
      case OFF -> LicenceFinding.off();
      case NONE -> LicenceFinding.none(Reason.of(ReasonCode.LICENCE_NONE), Reason.NONE);
      case MAIN -> licence(LicenceKind.MAIN, Optional.empty());
      case BACKUP -> licence(LicenceKind.BACKUP, Optional.of("2027-01-01"));
      case EXPIRED -> licence(LicenceKind.MAIN, Optional.of("2026-02-28"));
    };
  }

  private static LicenceFinding licence(LicenceKind kind, Optional<String> expires) {
    return LicenceFinding.of(
        new Licence(kind, NODE, "Example Labels", expires.map(LocalDate::parse)), TODAY);
  }

  @Test
  @DisplayName("R7.5 the whole rule: which licence lets the sentinels of which start work")
  void table() {
    List<String> rows = new ArrayList<>();
    for (State state : State.values()) {
      StringBuilder row = new StringBuilder(String.format("%-8s", state));
      for (ServiceStart start : ServiceStart.values()) {
        boolean allowed = StartPermission.of(found(state), start).allowed();
        row.append(allowed ? " work" : " held");
      }
      rows.add(row.toString());
    }
    //                              DIRECT AFTER_PRIMARY BY_HAND CONTINUED
    assertThat(rows)
        .containsExactly(
            "OFF      work work work work",
            "MAIN     work work work work",
            "BACKUP   held work held work",
            "EXPIRED  held work held work",
            "NONE     held held held work");
  }

  @Test
  @DisplayName("R7.5 whatever is held says why and what releases it; what works says nothing")
  void words() {
    for (State state : State.values()) {
      for (ServiceStart start : ServiceStart.values()) {
        StartPermission permission = StartPermission.of(found(state), start);
        assertThat(permission.why().isEmpty()).isEqualTo(permission.allowed());
        assertThat(permission.release().isEmpty()).isEqualTo(permission.allowed());
      }
    }
    assertThat(StartPermission.of(found(State.BACKUP), ServiceStart.DIRECT).why())
        .isEqualTo(
            Reason.of(ReasonCode.LICENCE_IS_BACKUP).and(Reason.of(ReasonCode.STARTED_DIRECTLY)));
    assertThat(StartPermission.of(found(State.BACKUP), ServiceStart.BY_HAND).why())
        .isEqualTo(
            Reason.of(ReasonCode.LICENCE_IS_BACKUP).and(Reason.of(ReasonCode.STARTED_BY_HAND)));
    assertThat(StartPermission.of(found(State.EXPIRED), ServiceStart.DIRECT).why())
        .isEqualTo(
            Reason.of(ReasonCode.STARTED_DIRECTLY)
                .and(
                    Reason.of(ReasonCode.LICENCE_EXPIRED)
                        .with("kind", "main")
                        .with("holder", "Example Labels")
                        .with("day", "2026-02-28")));
    assertThat(StartPermission.of(found(State.NONE), ServiceStart.AFTER_PRIMARY).release())
        .isEqualTo(Reason.of(ReasonCode.LICENCE_RELEASES_OR_BACKUP));
  }

  @Test
  @DisplayName("R7.5 a licence counts on its last day, and is warned of for thirty days before")
  void lastDays() {
    assertThat(licence(LicenceKind.MAIN, Optional.of("2026-03-01")).state()).isEqualTo(State.MAIN);
    assertThat(licence(LicenceKind.MAIN, Optional.of("2026-03-01")).what().code())
        .isEqualTo(ReasonCode.LICENCE_UNTIL_TODAY);
    assertThat(licence(LicenceKind.MAIN, Optional.of("2026-02-28")).state())
        .isEqualTo(State.EXPIRED);
    assertThat(licence(LicenceKind.BACKUP, Optional.of("2026-03-31")).endsSoon()).isTrue();
    assertThat(licence(LicenceKind.BACKUP, Optional.of("2026-04-01")).endsSoon()).isFalse();
    assertThat(licence(LicenceKind.MAIN, Optional.empty()).endsSoon()).isFalse();
    assertThat(licence(LicenceKind.MAIN, Optional.of("2026-02-28")).endsSoon()).isFalse();
  }
}
