package org.sbs.lpm.label;

/**
 * A template that cannot be used. The message says what is wrong, in which line, and the remedy.
 */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for users. */
  public TemplateException(String message) {
    super(message);
  }
}
