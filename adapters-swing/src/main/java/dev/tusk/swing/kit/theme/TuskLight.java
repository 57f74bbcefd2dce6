package dev.tusk.swing.kit.theme;

import com.formdev.flatlaf.FlatLightLaf;

/// The light theme; its colours are in the properties file beside it.
public final class TuskLight extends FlatLightLaf {
  @Override
  public String getName() {
    return "Tusk Light";
  }
}
