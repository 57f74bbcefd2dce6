package dev.tusk.app.architecture.planted.cli;

import java.awt.GraphicsEnvironment;

/// Planted: AWT on the command line.
public final class OpensWindow {
  public boolean headless() {
    return GraphicsEnvironment.isHeadless();
  }
}
