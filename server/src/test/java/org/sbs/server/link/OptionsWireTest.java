package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.options.OptionState;
import org.sbs.core.options.Origin;
import org.sbs.core.options.Overridden;
import org.sbs.core.options.PairOptions;
import org.sbs.core.options.Revision;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.sbs.server.link.wire.Changes;
import org.sbs.server.link.wire.SetOn;
import org.sbs.server.link.wire.SharedFolder;
import org.sbs.server.link.wire.SharedOptions;

class OptionsWireTest {
  private static final Origin A = new Origin("a".repeat(32), "label-pc-1");
  private static final Origin B = new Origin("b".repeat(32), "label-pc-2");

  private static <T> OptionState<T> set(T value, Origin on, Optional<Overridden> overridden) {
    return new OptionState<>(
        value, Revision.of(Map.of(A.nodeId(), 3L, B.nodeId(), 1L)), Optional.of(on), overridden);
  }

  private static Settings.Mail mail(boolean enabled) {
    return new Settings.Mail(
        enabled,
        "mail.plant.test",
        587,
        true,
        "sbs",
        "",
        Settings.MailEncryption.STARTTLS,
        Optional.empty(),
        "sbs@plant.test",
        enabled ? List.of("ann@plant.test") : List.of());
  }

  private static PairOptions options() {
    return new PairOptions(
        set(
            List.of(new Settings.Folder("/srv/labels", List.of("*.zpl"), List.of("*.tmp"))),
            A,
            Optional.of(new Overridden("[]", Optional.of(B)))),
        set(true, B, Optional.empty()),
        OptionState.ofDefault(false),
        set(new MailAccess(mail(true), "S3cret-Wort", "PEM"), A, Optional.empty()));
  }

  private static SharedOptions message() {
    return OptionsWire.write(options()).orElseThrow();
  }

  @Test
  @DisplayName("R4.4 R8.1 what is in force arrives as it is, and so do \"off\" and \"none\"")
  void arrives() {
    assertThat(OptionsWire.read(message())).isEqualTo(options());
    PairOptions none =
        new PairOptions(
            set(List.of(), A, Optional.empty()),
            set(false, A, Optional.empty()),
            set(true, A, Optional.empty()),
            set(new MailAccess(mail(false), "S3cret-Wort", ""), B, Optional.empty()));
    assertThat(OptionsWire.read(OptionsWire.write(none).orElseThrow())).isEqualTo(none);
    assertThat(OptionsWire.read(OptionsWire.write(PairOptions.DEFAULTS).orElseThrow()))
        .isEqualTo(PairOptions.DEFAULTS);
    assertThat(OptionsWire.read(SharedOptions.getDefaultInstance()))
        .isEqualTo(PairOptions.DEFAULTS);
  }

  private static PairOptions damaged(UnaryOperator<SharedOptions.Builder> damage) {
    return OptionsWire.read(damage.apply(message().toBuilder()).build());
  }

  @Test
  @DisplayName("R10.3 R10.10 an option that cannot be valid does not count, and the others do")
  void unsound() {
    assertThat(
            damaged(
                    m -> {
                      m.getStrictBuilder()
                          .getSettingBuilder()
                          .getChangesBuilder(0)
                          .setCount(1L << 60);
                      return m;
                    })
                .strict())
        .isEqualTo(PairOptions.DEFAULTS.strict());
    assertThat(
            damaged(
                    m -> {
                      m.getStrictBuilder().getSettingBuilder().getChangesBuilder(0).setCount(-1);
                      return m;
                    })
                .strict())
        .isEqualTo(PairOptions.DEFAULTS.strict());
    assertThat(
            damaged(
                    m -> {
                      m.getStrictBuilder()
                          .getSettingBuilder()
                          .addChanges(Changes.newBuilder().setNodeId("../x").setCount(1));
                      return m;
                    })
                .strict())
        .isEqualTo(PairOptions.DEFAULTS.strict());
    assertThat(
            damaged(
                    m -> {
                      m.getStrictBuilder()
                          .getSettingBuilder()
                          .setSetOn(SetOn.newBuilder().setNodeId("nobody"));
                      return m;
                    })
                .strict())
        .isEqualTo(PairOptions.DEFAULTS.strict());
    for (String path : List.of("", " ", "/srv/a\nb", "/" + "x".repeat(5_000))) {
      PairOptions read =
          damaged(
              m -> {
                m.getFoldersBuilder().addFolder(SharedFolder.newBuilder().setPath(path));
                return m;
              });
      assertThat(read.folders()).as(path).isEqualTo(PairOptions.DEFAULTS.folders());
      assertThat(read.strict()).isEqualTo(options().strict());
    }
    assertThat(
            damaged(
                    m -> {
                      m.getFoldersBuilder()
                          .addFolder(SharedFolder.newBuilder().setPath("/srv/b").addInclude(""));
                      return m;
                    })
                .folders())
        .isEqualTo(PairOptions.DEFAULTS.folders());
    assertThat(
            damaged(
                    m -> {
                      m.getMailBuilder().getMailBuilder().addReceiver("bob@x.test\r\nBcc: y");
                      return m;
                    })
                .mail())
        .isEqualTo(PairOptions.DEFAULTS.mail());
    assertThat(
            damaged(
                    m -> {
                      for (int i = 0; i < 2_000; i++) {
                        m.getFoldersBuilder()
                            .addFolder(SharedFolder.newBuilder().setPath("/srv/" + i));
                      }
                      return m;
                    })
                .folders())
        .isEqualTo(PairOptions.DEFAULTS.folders());
  }

  @Test
  @DisplayName("R10.10 a value that was never changed is the default, whatever the peer says")
  void unchangedIsDefault() {
    assertThat(
            damaged(
                    m -> {
                      m.getStrictBuilder().getSettingBuilder().clearChanges();
                      return m;
                    })
                .strict()
                .value())
        .isFalse();
  }

  @Test
  @DisplayName("R10.3 options that would break the limit of a message are not sent")
  void tooLong() {
    List<Settings.Folder> many =
        java.util.stream.IntStream.range(0, 900)
            .mapToObj(i -> new Settings.Folder("/srv/" + i, List.of("x".repeat(1000)), List.of()))
            .toList();
    assertThat(
            OptionsWire.write(
                new PairOptions(
                    set(many, A, Optional.empty()),
                    options().strict(),
                    options().keepDates(),
                    options().mail())))
        .isEmpty();
  }
}
