package dev.tusk.cli;

/// Wrong usage: the message is one line that says what to do; the exit code is 2.
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(message);
  }
}
