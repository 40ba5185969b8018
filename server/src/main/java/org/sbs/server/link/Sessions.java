package org.sbs.server.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Which bulk session belongs to which open control link: on the listener's side the sessions that
 * it gave out, on the dialer's side those that it was given. Safe for any thread.
 */
final class Sessions {
  private static final int SESSION_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<ControlLink, String> open = new HashMap<>();

  /** A fresh session for a link. */
  synchronized String issue(ControlLink link) {
    byte[] session = new byte[SESSION_BYTES];
    random.nextBytes(session);
    String text = HexFormat.of().formatHex(session);
    open.put(link, text);
    return text;
  }

  /** Remembers the session that the other end gave a link. */
  synchronized void learn(ControlLink link, String session) throws FrameException {
    if (session.length() != SESSION_BYTES * 2) {
      throw new FrameException("a malformed bulk session");
    }
    open.put(link, session);
  }

  /** The link that a session belongs to. */
  synchronized Optional<ControlLink> find(String session) {
    byte[] wanted = session.getBytes(StandardCharsets.UTF_8);
    ControlLink found = null;
    for (Map.Entry<ControlLink, String> entry : open.entrySet()) {
      // In constant time, so that nobody can feel his way towards a session.
      if (MessageDigest.isEqual(wanted, entry.getValue().getBytes(StandardCharsets.UTF_8))) {
        found = entry.getKey();
      }
    }
    return Optional.ofNullable(found);
  }

  /** The same, and the session is used up. */
  synchronized Optional<ControlLink> take(String session) {
    Optional<ControlLink> link = find(session);
    link.ifPresent(open::remove);
    return link;
  }

  /** The link is closed. */
  synchronized void forget(ControlLink link) {
    open.remove(link);
  }
}
