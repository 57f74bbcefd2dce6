package dev.tusk.app.architecture.planted.cli;

/// Planted: writes to standard output past the terminal.
public final class PrintsByItself {
  public void print() {
    System.out.println("planted");
  }
}
