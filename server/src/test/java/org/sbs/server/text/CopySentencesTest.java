package org.sbs.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What copying tells of files is said in German, with what stands in it. */
final class CopySentencesTest {
  private final Sentences german = Sentences.in(Texts.of(Locale.GERMAN));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /srv/a b.zpl is a link with an absolute target; it is not copied. \
          | /srv/a b.zpl ist ein Link mit absolutem Ziel; wird nicht kopiert.
          /srv/Größe €.zpl cannot be read and is left out: permission denied for /srv/Größe €.zpl. \
          | /srv/Größe €.zpl kann nicht gelesen werden und wird ausgelassen: \
          Zugriff verweigert für /srv/Größe €.zpl.
          a/AB.zpl differs from another name only in case; the secondary cannot have it. \
          | a/AB.zpl unterscheidet sich von einem anderen Namen nur in Groß- und Kleinschreibung; \
          der sekundäre Knoten kann das nicht haben.
          On the secondary: /srv/a and 3 others came without owner: 'label' is not known on this node. \
          | Auf dem sekundären Knoten: /srv/a und 3 weitere kamen ohne Eigentümer: \
          „label“ ist auf diesem Knoten unbekannt.
          The folder /mnt/x does not answer; it is left out until it does. \
          | Der Ordner /mnt/x antwortet nicht; er wird ausgelassen, bis er antwortet.
          cycle 7 was not committed: the secondary refused the cycle: /srv/a: Disk quota exceeded \
          (the quota of SBS's account there is used up) \
          | Zyklus 7 wurde nicht abgeschlossen: der sekundäre Knoten hat den Zyklus abgelehnt: \
          /srv/a: Das Kontingent des Kontos von SBS dort ist erschöpft (Disk quota exceeded)
          cycle 7 was not committed: the secondary refused the cycle: /srv/a: No space left on device \
          | Zyklus 7 wurde nicht abgeschlossen: der sekundäre Knoten hat den Zyklus abgelehnt: \
          /srv/a: Auf dem Datenträger ist kein Platz mehr (No space left on device)
          The secondary has a/pipe, which cannot be read there; it stays there, and this node does not \
          have it. \
          | Der sekundäre Knoten hat a/pipe, das dort nicht gelesen werden kann; bleibt dort, und \
          dieser Knoten hat es nicht.
          a.zpl has a date before 1678 or after 2262, which is not carried over; its copy has the \
          nearest one that is. \
          | a.zpl hat ein Datum vor 1678 oder nach 2262, das nicht übertragen wird; die Kopie hat das \
          nächstliegende, das übertragen werden kann.
          character set ANSI_X3.4-1968 on this node: names with letters that it does not have are not \
          copied \
          | Zeichensatz ANSI_X3.4-1968 auf diesem Knoten: Namen mit Zeichen, die er nicht hat, werden \
          nicht kopiert
          """)
  @DisplayName("R9.2 R4.15 R4.16 what is told of copying is said in German")
  void german(String english, String said) {
    assertThat(german.say(english.replaceAll("\\s+", " "))).isEqualTo(said.replaceAll("\\s+", " "));
  }
}
