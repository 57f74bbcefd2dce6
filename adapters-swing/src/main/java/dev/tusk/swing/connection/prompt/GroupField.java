package dev.tusk.swing.connection.prompt;

import dev.tusk.swing.kit.text.SafeListCell;
import java.awt.event.ActionEvent;
import java.util.List;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

/// A group of connections: one that there is, from a list, or a new name. Event thread only.
public final class GroupField extends JComboBox<String> {
  private static final KeyStroke ENTER = KeyStroke.getKeyStroke("ENTER");

  /// An empty one.
  ///
  /// @param name for those who do not see its label
  public GroupField(String name) {
    setRenderer(new SafeListCell());
    setEditable(true);
    getAccessibleContext().setAccessibleName(name);
    text().getAccessibleContext().setAccessibleName(name);
    text().addActionListener(this::enter);
  }

  /// The list keeps Enter for itself; once it is closed the window is to have it.
  private void enter(ActionEvent pressed) {
    var root = getRootPane();
    if (!isPopupVisible() && root != null && root.getContentPane() instanceof JComponent content) {
      var usual = content.getActionForKeyStroke(ENTER);
      if (usual != null) {
        usual.actionPerformed(pressed);
      }
    }
  }

  /// Puts these into the list; what stands in the field stays.
  public void offer(List<String> groups) {
    var now = text().getText();
    setModel(new DefaultComboBoxModel<>(groups.toArray(String[]::new)));
    setSelectedItem(now);
  }

  /// Where it is typed.
  public JTextField text() {
    if (getEditor().getEditorComponent() instanceof JTextField text) {
      return text;
    }
    throw new IllegalStateException("an editable combo box has a text field");
  }
}
