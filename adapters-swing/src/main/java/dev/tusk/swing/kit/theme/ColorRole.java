package dev.tusk.swing.kit.theme;

/// The colours of the design by role; each theme gives them their values. No Swing in here, so that
/// presenters can choose a colour; [Colors] resolves it.
public enum ColorRole {
  /// Title bar, sidebar, status, tab strip.
  CHROME("chrome"),
  /// Editor, grid, fields.
  CONTENT("content"),
  /// Table header, row numbers, footers.
  INSET("inset"),
  /// Popups, palette.
  RAISED("raised"),
  /// Hover; enum chip; idle tree selection.
  HOVER("hover"),
  /// Pressed.
  PRESSED("pressed"),
  /// Hairlines between regions.
  LINE("line"),
  /// Lines inside grid, gutter edge.
  GRIDLINE("gridline"),
  /// Field and button borders.
  LINE2("line2"),
  /// Text.
  TEXT("text"),
  /// Labels, toolbar icons.
  TEXT2("text2"),
  /// NULL, types, line numbers, keys.
  TEXT3("text3"),
  /// Disabled text and icon.
  DISABLED("disabled"),
  /// Primary fill, focus, tab bar, statement bar.
  ACCENT("accent"),
  /// Primary hover.
  ACCENT_HOVER("accentHover"),
  /// Links, accent icons.
  ACCENT_TEXT("accentText"),
  /// Selection (text keeps its colour).
  ACCENT_SOFT("accentSoft"),
  /// Border of soft accent boxes.
  ACCENT_LINE("accentLine"),
  /// Current line, hint box.
  CURLINE("curline"),
  /// Error text, squiggle, icons.
  DANGER("danger"),
  /// Stop, PRODUCTION badge.
  DANGER_FILL("dangerFill"),
  /// SQLSTATE chip.
  DANGER_SOFT("dangerSoft"),
  /// Warning text, icons.
  WARN("warn"),
  /// Banner fill.
  WARN_SOFT("warnSoft"),
  /// Banner edge.
  WARN_LINE("warnLine"),
  /// Done, TLS padlock.
  OK("ok"),
  /// Development dot.
  DEV("dev"),
  /// Test dot.
  TEST("test"),
  /// Production dot, frame.
  PROD("prod"),
  /// Production title bar.
  PRODBAR("prodbar"),
  /// Enum dot.
  VIOLET("violet"),
  /// Enum dot.
  TEAL("teal"),
  /// Text on accent and dangerFill.
  ON_FILL("onFill"),
  /// Keywords in SQL.
  SYNTAX_KEYWORD("syntaxKeyword"),
  /// Functions in SQL.
  SYNTAX_FUNCTION("syntaxFunction"),
  /// Strings in SQL.
  SYNTAX_STRING("syntaxString"),
  /// Numbers in SQL.
  SYNTAX_NUMBER("syntaxNumber"),
  /// Types in SQL.
  SYNTAX_TYPE("syntaxType"),
  /// Comments in SQL.
  SYNTAX_COMMENT("syntaxComment"),
  /// Scroll bar thumb.
  SCROLL_THUMB("scrollThumb");

  private final String token;

  ColorRole(String token) {
    this.token = token;
  }

  /// The key under which the look and feel knows the colour, for example `Tusk.text3`.
  public String key() {
    return "Tusk." + token;
  }
}
