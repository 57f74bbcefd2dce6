package dev.tusk.swing.schema;

import dev.tusk.swing.kit.Buttons;
import dev.tusk.swing.kit.EmptyState;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.text.SearchField;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Hairline;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.action.ActionContext;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.intent.StandardIntents;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;
import net.miginfocom.swing.MigLayout;

/// The sidebar: a filter on top, the tree below it.
final class TreePanel extends JPanel implements TreePresenter.View {
  private static final Messages TEXT = Messages.of(TreePanel.class);
  private static final String TREE = "tree";
  private static final String NOTHING = "nothing";
  private static final String NOT_FOUND = "notFound";

  private final TreePresenter presenter;
  private final SearchField filter = new SearchField(Glyph.FILTER, TEXT.get("filter"));
  private final ConnectionTree tree;
  private final CardLayout cards = new CardLayout();
  private final JPanel body = new JPanel(cards);

  TreePanel(TreePresenter presenter, Shell shell, List<TreeActions.Entry> actions) {
    super(new BorderLayout());
    this.presenter = presenter;
    this.tree = new ConnectionTree(presenter, TEXT.get("tree"));
    Colors.background(this, ColorRole.CHROME);
    add(head(shell), BorderLayout.NORTH);
    add(body, BorderLayout.CENTER);
    body.setOpaque(false);
    var scroll =
        new JScrollPane(
            tree,
            ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
            ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.setBorder(null);
    Colors.background(tree, ColorRole.CHROME);
    Colors.background(scroll, ColorRole.CHROME);
    tree.setBorder(javax.swing.BorderFactory.createEmptyBorder(4, 12, 4, 0));
    body.add(scroll, TREE);
    var create = Buttons.primary(TEXT.get("new"));
    create.addActionListener(e -> shell.intents().send(new StandardIntents.NewConnection(null)));
    body.add(
        new EmptyState(Glyph.SERVER, TEXT.get("none"), TEXT.get("none.advice"), create), NOTHING);
    body.add(
        new EmptyState(Glyph.SEARCH, TEXT.get("notFound"), TEXT.get("notFound.advice")), NOT_FOUND);
    tree.setComponentPopupMenu(menu(shell, actions));
    tree.addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusGained(FocusEvent e) {
            // a tree without a selection does not show that it has the focus
            if (tree.getSelectionCount() == 0 && tree.getRowCount() > 0) {
              tree.setSelectionRow(0);
            }
          }
        });
    shell.focusStop(tree, ActionContext.TREE);
    presenter.attach(this);
    changed();
  }

  private JComponent head(Shell shell) {
    var head = new JPanel(new MigLayout("insets 4 8 4 6, gap 2, fillx", "[grow]6[]0[]", "[28!]"));
    head.setOpaque(false);
    head.setBorder(Hairline.bottom());
    filter.onChange(presenter::filter);
    filter.registerKeyboardAction(
        e -> toTree(), KeyStroke.getKeyStroke(KeyEvent.VK_DOWN, 0), JComponent.WHEN_FOCUSED);
    filter.registerKeyboardAction(
        e -> toTree(), KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), JComponent.WHEN_FOCUSED);
    filter.registerKeyboardAction(
        e -> tree.requestFocusInWindow(),
        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
        JComponent.WHEN_FOCUSED);
    head.add(filter, "growx, wmin 0, h 28!");
    var create =
        Buttons.icon(
            Glyph.PLUS, TEXT.get("new"), shell.actions().keyText(ActionIds.NEW_CONNECTION));
    create.addActionListener(e -> shell.intents().send(new StandardIntents.NewConnection(null)));
    head.add(create, "w 28!, h 28!");
    var refresh =
        Buttons.icon(
            Glyph.REFRESH, TEXT.get("refresh"), shell.actions().keyText(ActionIds.TREE_REFRESH));
    refresh.addActionListener(e -> presenter.refreshAll());
    head.add(refresh, "w 28!, h 28!");
    return head;
  }

  private void toTree() {
    if (tree.getSelectionCount() == 0 && tree.getRowCount() > 0) {
      tree.setSelectionRow(0);
    }
    tree.requestFocusInWindow();
  }

  /// Puts the caret into the filter.
  void find() {
    filter.requestFocusInWindow();
    filter.selectAll();
  }

  /// Does what a double click on the selected row does.
  void activate() {
    tree.activate();
  }

  private JPopupMenu menu(Shell shell, List<TreeActions.Entry> actions) {
    return new TreeMenu(shell, actions, () -> presenter.selected().isPresent());
  }

  @Override
  public void changed() {
    var card = presenter.empty() ? NOTHING : presenter.shown().isEmpty() ? NOT_FOUND : TREE;
    cards.show(body, card);
  }

  @Override
  public void reveal(TreeNode node) {}
}
