package org.sbs.server.link;

import java.util.Optional;
import java.util.regex.Pattern;

/** What is told of pair keys, in the words of the protocol. */
final class KeyWire {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  private KeyWire() {}

  static org.sbs.server.link.wire.KeyNote write(KeyNote note) {
    var wire =
        org.sbs.server.link.wire.KeyNote.newBuilder()
            .setCurrent(note.current())
            .setPair(note.pair())
            .setPairSure(note.named());
    note.news().ifPresent(news -> wire.setNext(news.key().text()).setReplaces(news.replaces()));
    return wire.build();
  }

  /** Reads it; what cannot be true ends the link, and is not repeated. */
  static KeyNote read(org.sbs.server.link.wire.KeyNote wire) throws FrameException {
    Optional<KeyNote.News> news = Optional.empty();
    if (!wire.getNext().isEmpty()) {
      news = Optional.of(new KeyNote.News(key(wire.getNext()), id(wire.getReplaces())));
    }
    return new KeyNote(id(wire.getCurrent()), id(wire.getPair()), wire.getPairSure(), news);
  }

  private static String id(String text) throws FrameException {
    if (!ID.matcher(text).matches()) {
      throw new FrameException("a malformed id of a pair key");
    }
    return text;
  }

  private static PairKey key(String text) throws FrameException {
    try {
      return PairKey.parse(text);
    } catch (IllegalArgumentException e) {
      // Not its text: it may be nearly right.
      throw new FrameException("a malformed pair key");
    }
  }
}
