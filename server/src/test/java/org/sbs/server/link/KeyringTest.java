package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.server.link.Keyring.Change;
import org.sbs.server.link.Keyring.Kind;
import org.sbs.server.link.Keyring.Step;

class KeyringTest {
  private static final PairKey OLD = PairKey.parse("0123-4567-89AB-CDEF-GHJK-MNPQ-RPSC");
  private static final PairKey ONE = PairKey.generate();
  private static final PairKey TWO = PairKey.generate();

  private final Keyring first = Keyring.made(OLD);

  private static Keyring offered(Keyring ring, PairKey next) {
    return ring.offer(next, 0).ring();
  }

  private static Keyring heard(Keyring ring, KeyNote note) {
    return ring.hear(note, 0).ring();
  }

  private static KeyringModel model(PairKey ofA, PairKey ofB) {
    return new KeyringModel(KeyringTest::offered, KeyringTest::heard, ofA, ofB);
  }

  @Test
  @DisplayName("R10.8 whatever is lost, late or said twice, both nodes connect and end on one key")
  void everyInterleaving() {
    KeyringModel one = model(ONE, TWO);
    assertThat(one.violation(first)).isEmpty();
    assertThat(one.worlds()).isGreaterThan(500);
    assertThat(model(TWO, ONE).violation(first)).isEmpty();
  }

  @Test
  @DisplayName("R10.8 a node that drops the old key when it offers a new one is caught")
  void tooEarly() {
    KeyringModel broken =
        new KeyringModel((ring, key) -> ring.leaked(key), KeyringTest::heard, ONE, TWO);
    assertThat(broken.violation(first)).get().asString().contains("cannot connect");
  }

  @Test
  @DisplayName("R10.8 a node that goes back to the old key at a late word is caught")
  void goesBack() {
    KeyringModel broken =
        new KeyringModel(
            KeyringTest::offered,
            (ring, note) ->
                ring.is(Kind.LEAVING) && note.current().equals(OLD.id()) && note.news().isEmpty()
                    ? Keyring.made(OLD)
                    : heard(ring, note),
            ONE,
            TWO);
    assertThat(broken.violation(first)).get().asString().contains("cannot connect");
  }

  @Test
  @DisplayName("R10.8 two offers of which neither gives way are caught")
  void noTieBreak() {
    KeyringModel broken =
        new KeyringModel(
            KeyringTest::offered,
            (ring, note) -> {
              Keyring.Next next = ring.hear(note, 0);
              return ring.is(Kind.OFFERED) && next.step() == Step.TAKEN ? ring : next.ring();
            },
            ONE,
            TWO);
    assertThat(broken.violation(first)).get().asString().contains("one key");
  }

  @Test
  @DisplayName("R10.8 a change that is forgotten on the node where it began is taken up again")
  void restoredFromBackup() {
    Keyring taker = heard(first, offered(first, ONE).note());
    assertThat(taker.is(Kind.LEAVING)).isTrue();
    Keyring restored = heard(first, taker.note());
    assertThat(restored.current()).isEqualTo(ONE);
    taker = heard(taker, restored.note());
    restored = heard(restored, taker.note());
    assertThat(taker.accepted()).isEqualTo(List.of(ONE)).isEqualTo(restored.accepted());
    // The same where another change began there meanwhile.
    Keyring other = offered(first, TWO);
    other = heard(other, heard(first, offered(first, ONE).note()).note());
    assertThat(other.current()).isEqualTo(ONE);
  }

  @Test
  @DisplayName("R10.8 an absent node keeps the old key valid for seven days at most")
  void absent() {
    long now = 1_000_000;
    long limit = 7L * 24 * 3600 * 1000;
    Keyring offered = first.offer(ONE, now).ring();
    assertThat(offered.at(now + limit - 1)).isEqualTo(new Keyring.Next(offered, Step.NONE));
    Keyring.Next alone = offered.at(now + limit);
    assertThat(alone.step()).isEqualTo(Step.ALONE);
    assertThat(alone.ring().accepted()).containsExactly(ONE);
    assertThat(KeyringModel.connects(first, alone.ring())).isFalse();
    Keyring taken = first.hear(offered.note(), now).ring();
    assertThat(taken.accepted()).containsExactly(ONE, OLD);
    assertThat(taken.at(now + limit).ring().accepted()).containsExactly(ONE);
    // A clock that is set back does not make it longer than the limit from then.
    Keyring back = offered.at(0).ring();
    assertThat(back.change().map(Change::untilMillis)).contains(limit);
  }

  @Test
  @DisplayName("R10.8 a node that cannot change keys is never left behind with the old one")
  void olderPeer() {
    Keyring offered = offered(first, ONE);
    assertThat(offered.hearOlder(OLD.id())).isEqualTo(new Keyring.Next(first, Step.WITHDRAWN));
    assertThat(offered.hearOlder(ONE.id()).ring().accepted()).containsExactly(ONE);
    assertThat(first.hearOlder(OLD.id()).step()).isEqualTo(Step.NONE);
  }

  @Test
  @DisplayName(
      "R10.8 a leaked key is refused at once, whatever was under way, and nothing of it holds")
  void leaked() {
    for (Keyring ring :
        List.of(first, offered(first, ONE), heard(first, offered(first, ONE).note()))) {
      Keyring leaked = ring.leaked(TWO);
      assertThat(leaked.accepted()).containsExactly(TWO);
      assertThat(leaked.verifying()).isEmpty();
      assertThat(leaked.name()).isEqualTo(OLD.pairName());
      assertThat(heard(leaked, ring.note())).isEqualTo(leaked);
      Keyring joined = ring.joined(TWO, true);
      assertThat(joined.accepted()).containsExactly(TWO);
      assertThat(joined.name()).isEqualTo(OLD.pairName());
      assertThat(heard(leaked, joined.note())).isEqualTo(leaked);
    }
  }

  @Test
  @DisplayName(
      "R10.8 claims of the past are verified by the keys of the past, of which few are kept")
  void older() {
    Keyring ring = first;
    assertThat(ring.verifying()).isEmpty();
    PairKey before = OLD;
    for (int i = 0; i < 40; i++) {
      PairKey next = PairKey.generate();
      Keyring offering = offered(ring, next);
      assertThat(hex(offering.verifying())).contains(hex(next.claimKey()));
      Keyring taken = heard(ring, offering.note());
      assertThat(hex(taken.verifying())).contains(hex(before.claimKey()));
      ring = heard(offering, taken.note());
      assertThat(hex(ring.verifying())).contains(hex(before.claimKey())).hasSizeLessThan(17);
      assertThat(ring.name()).isEqualTo(OLD.pairName());
      before = next;
    }
  }

  private static List<String> hex(List<byte[]> keys) {
    return keys.stream().map(KeyringTest::hex).toList();
  }

  private static String hex(byte[] key) {
    return HexFormat.of().formatHex(key);
  }

  @Test
  @DisplayName("R10.8 a new PC learns the pair's name, which does not change with the key")
  void names() {
    Keyring changed = first.leaked(ONE);
    Keyring fresh = Keyring.of(ONE);
    assertThat(fresh.name()).isNotEqualTo(OLD.pairName());
    assertThat(heard(changed, fresh.note())).isEqualTo(changed);
    Keyring named = heard(fresh, changed.note());
    assertThat(named.name()).isEqualTo(OLD.pairName());
    assertThat(named.named()).isTrue();
    assertThat(heard(named, changed.note())).isEqualTo(named);
    // Not from a node that only shares an old key with it.
    assertThat(heard(fresh, first.note())).isEqualTo(fresh);
  }

  @Test
  @DisplayName("R10.8 two nodes that were both not told the pair's name agree on one")
  void agreed() {
    Keyring entered = Keyring.of(OLD).joined(ONE, true);
    Keyring twice = Keyring.of(TWO).joined(ONE, true);
    Keyring fresh = Keyring.of(ONE);
    String smaller = Stream.of(OLD, TWO).map(PairKey::pairName).sorted().findFirst().orElseThrow();
    record Case(Keyring one, Keyring other, String name) {}
    for (Case two :
        List.of(
            new Case(fresh, fresh, ONE.pairName()),
            new Case(entered, fresh, OLD.pairName()),
            new Case(entered, twice, smaller))) {
      for (Keyring heard :
          List.of(heard(two.one(), two.other().note()), heard(two.other(), two.one().note()))) {
        assertThat(heard.name()).isEqualTo(two.name());
        assertThat(heard.named()).isTrue();
      }
    }
    // Who does not know the name does not know it by a new key either.
    assertThat(fresh.leaked(TWO).named()).isFalse();
    assertThat(first.leaked(TWO).named()).isTrue();
  }

  @Test
  @DisplayName(
      "R10.8 what is printed of a ring or a word names keys by ids that tell nothing of them")
  void secret() {
    Keyring offered = offered(first, ONE);
    String shown = offered + " " + offered.note() + " " + offered.change() + " " + Optional.of(ONE);
    assertThat(shown).doesNotContain(ONE.text()).doesNotContain(OLD.text());
    assertThat(OLD.id()).matches("[0-9a-f]{16}").isNotEqualTo(OLD.pairName());
    assertThat(HexFormat.of().formatHex(OLD.secret())).doesNotContain(OLD.id());
  }
}
