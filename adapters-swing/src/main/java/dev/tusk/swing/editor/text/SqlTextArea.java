package dev.tusk.swing.editor.text;

import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.kit.text.TextToolkit;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Font;
import java.awt.Insets;
import java.awt.Toolkit;
import javax.swing.JPopupMenu;
import javax.swing.UIManager;
import javax.swing.text.BadLocationException;
import javax.swing.text.Highlighter;
import org.fife.ui.rsyntaxtextarea.RSyntaxDocument;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextArea;
import org.fife.ui.rsyntaxtextarea.SquiggleUnderlineHighlightPainter;
import org.fife.ui.rsyntaxtextarea.Style;
import org.fife.ui.rsyntaxtextarea.SyntaxScheme;
import org.fife.ui.rsyntaxtextarea.TokenTypes;
import org.jspecify.annotations.Nullable;

/// The text area in which SQL is written. Event thread only.
public final class SqlTextArea extends RSyntaxTextArea {
  private static final int LINE = 20;
  private static final int MAX_MARKED = 2_000;

  private boolean ready;
  private @Nullable Object error;
  private int errorStart;
  private int errorEnd;

  /// An empty area.
  public SqlTextArea() {
    ready = true;
    ((RSyntaxDocument) getDocument()).setSyntaxStyle(new SqlTokenMaker());
    setAntiAliasingEnabled(true);
    setBracketMatchingEnabled(true);
    setAnimateBracketMatching(false);
    setMarkOccurrences(false);
    setCodeFoldingEnabled(false);
    setAutoIndentEnabled(true);
    setTabsEmulated(true);
    setTabSize(4);
    setCloseCurlyBraces(false);
    setUseFocusableTips(false);
    setLineWrap(false);
    setRoundedSelectionEdges(false);
    setFadeCurrentLineHighlight(false);
    setPaintMatchedBracketPair(true);
    getAccessibleContext().setAccessibleName("SQL editor");
    dress();
  }

  /// Takes on the colours and fonts of the theme in force.
  private void dress() {
    var mono = Fonts.MONO.get();
    setFont(mono);
    setMargin(new Insets(Theme.px(8), Theme.px(10), Theme.px(8), Theme.px(10)));
    setBackground(Colors.of(ColorRole.CONTENT));
    setForeground(Colors.of(ColorRole.TEXT));
    setCaretColor(Colors.of(ColorRole.TEXT));
    setSelectionColor(Colors.of(ColorRole.ACCENT_SOFT));
    setUseSelectedTextColor(false);
    setCurrentLineHighlightColor(Colors.of(ColorRole.CURLINE));
    setMatchedBracketBGColor(Colors.of(ColorRole.ACCENT_SOFT));
    setMatchedBracketBorderColor(Colors.of(ColorRole.ACCENT_LINE));
    setMarkAllHighlightColor(Colors.of(ColorRole.WARN_SOFT));
    setSyntaxScheme(scheme(mono));
    if (error != null) {
      markError(errorStart, errorEnd);
    }
  }

  /// Puts a text in place of all there is; what was typed before cannot be undone into it.
  void load(String text, int caret) {
    setText(text);
    discardAllEdits();
    setCaretPosition(Math.clamp(caret, 0, getDocument().getLength()));
  }

  /// Underlines a range in red, in place of the one before.
  void markError(int start, int end) {
    clearError();
    var length = getDocument().getLength();
    errorStart = Math.clamp(start, 0, length);
    // a mark of many lines would hide more than it shows
    errorEnd = Math.clamp(Math.min(end, start + MAX_MARKED), errorStart, length);
    try {
      error =
          getHighlighter()
              .addHighlight(
                  errorStart,
                  errorEnd,
                  new SquiggleUnderlineHighlightPainter(Colors.of(ColorRole.DANGER)));
    } catch (BadLocationException e) {
      throw new IllegalStateException("the range was clamped to the document", e);
    }
  }

  /// Takes the red underline off.
  void clearError() {
    if (error != null) {
      getHighlighter().removeHighlight(error);
      error = null;
    }
  }

  /// Where the red underline is now, it moves with the text; null when there is none.
  public int @Nullable [] error() {
    return error instanceof Highlighter.Highlight mark
        ? new int[] {mark.getStartOffset(), mark.getEndOffset()}
        : null;
  }

  /// The line of an offset, from 0.
  public int lineOf(int offset) {
    return getDocument().getDefaultRootElement().getElementIndex(offset);
  }

  /// The column of an offset in characters, from 1.
  public int columnOf(int offset) {
    var start = getDocument().getDefaultRootElement().getElement(lineOf(offset)).getStartOffset();
    try {
      var before = getDocument().getText(start, offset - start);
      return before.codePointCount(0, before.length()) + 1;
    } catch (BadLocationException e) {
      return 1;
    }
  }

  /// Goes to the start of a line, from 1; beyond the end, to the last.
  public void goTo(int line) {
    var root = getDocument().getDefaultRootElement();
    var index = Math.clamp(line - 1L, 0, root.getElementCount() - 1);
    setCaretPosition(root.getElement(index).getStartOffset());
  }

  @Override
  public Toolkit getToolkit() {
    return TextToolkit.of(this, super.getToolkit());
  }

  @Override
  public int getLineHeight() {
    return ready ? Theme.px(LINE) : super.getLineHeight();
  }

  @Override
  public int getMaxAscent() {
    return ready
        ? super.getMaxAscent() + (Theme.px(LINE) - super.getLineHeight()) / 2
        : super.getMaxAscent();
  }

  /// A clipboard of styled text would carry the dark theme's colours into mails.
  @Override
  public void copy() {
    var text = getSelectedText();
    if (text != null) {
      Clipboards.copy(text);
    }
  }

  /// The Tab key makes spaces; what is pasted stays as it is, since a tab may be part of a value.
  @Override
  public void replaceSelection(String text) {
    var emulated = getTabsEmulated() && !"\t".equals(text);
    if (emulated) {
      setTabsEmulated(false);
    }
    super.replaceSelection(text);
    if (emulated) {
      setTabsEmulated(true);
    }
  }

  @Override
  public void updateUI() {
    super.updateUI();
    if (ready && UIManager.getColor(ColorRole.CONTENT.key()) != null) {
      dress();
    }
  }

  @Override
  protected JPopupMenu createPopupMenu() {
    return new JPopupMenu();
  }

  private static SyntaxScheme scheme(Font mono) {
    var scheme = new SyntaxScheme(false);
    for (var i = 0; i < scheme.getStyleCount(); i++) {
      scheme.setStyle(i, style(ColorRole.TEXT, mono));
    }
    var bold = mono.deriveFont(Font.BOLD);
    var italic = mono.deriveFont(Font.ITALIC);
    scheme.setStyle(TokenTypes.RESERVED_WORD, style(ColorRole.SYNTAX_KEYWORD, bold));
    scheme.setStyle(TokenTypes.FUNCTION, style(ColorRole.SYNTAX_FUNCTION, mono));
    scheme.setStyle(TokenTypes.LITERAL_CHAR, style(ColorRole.SYNTAX_STRING, mono));
    scheme.setStyle(TokenTypes.LITERAL_NUMBER_DECIMAL_INT, style(ColorRole.SYNTAX_NUMBER, mono));
    scheme.setStyle(TokenTypes.DATA_TYPE, style(ColorRole.SYNTAX_TYPE, mono));
    scheme.setStyle(TokenTypes.VARIABLE, style(ColorRole.SYNTAX_TYPE, mono));
    scheme.setStyle(TokenTypes.COMMENT_EOL, style(ColorRole.SYNTAX_COMMENT, italic));
    scheme.setStyle(TokenTypes.COMMENT_MULTILINE, style(ColorRole.SYNTAX_COMMENT, italic));
    scheme.setStyle(TokenTypes.PREPROCESSOR, style(ColorRole.SYNTAX_FUNCTION, mono));
    scheme.setStyle(TokenTypes.LITERAL_BACKQUOTE, style(ColorRole.TEXT3, mono));
    scheme.setStyle(TokenTypes.ERROR_IDENTIFIER, style(ColorRole.DANGER, mono));
    return scheme;
  }

  private static Style style(ColorRole color, Font font) {
    return new Style(Colors.of(color), null, font);
  }
}
