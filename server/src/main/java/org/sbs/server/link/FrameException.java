package org.sbs.server.link;

import java.io.IOException;

/** The other end sent what the protocol does not know; the message says what. */
final class FrameException extends IOException {
  private static final long serialVersionUID = 1;

  FrameException(String message) {
    super(message);
  }

  FrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
