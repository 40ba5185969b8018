package org.sbs.server.mail;

/** A mail was not taken, or cannot be sent at all; the message is a sentence for users. */
public final class MailException extends Exception {
  private static final long serialVersionUID = 1L;

  MailException(String sentence) {
    super(sentence);
  }

  MailException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
