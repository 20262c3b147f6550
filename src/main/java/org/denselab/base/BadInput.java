package org.denselab.base;

/**
 * What the user gave cannot be used: a file, a setting, a folder. The message is shown as it
 * stands, without a stack trace, so it names the place, what was expected and the nearest valid
 * choice. The program ends with exit code 2.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadInput(String message) {
    super(message);
  }

  public BadInput(String message, Throwable cause) {
    super(message, cause);
  }
}
