package dev.tusk.swing.kit.theme;

import com.formdev.flatlaf.FlatDarkLaf;

/// The dark theme; its colours are in the properties file beside it.
public final class TuskDark extends FlatDarkLaf {
  @Override
  public String getName() {
    return "Tusk Dark";
  }
}
