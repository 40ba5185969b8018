package org.sbs.server.json;

import java.io.IOException;

/**
 * A text that is not one JSON value. The message says what is wrong and may repeat a word of the
 * text: where it can hold a secret, do not show the message.
 */
public final class NotJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  NotJsonException(String message) {
    super(message);
  }
}
