package dev.tusk.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import dev.tusk.app.architecture.planted.swing.editor.AsksByOptionPane;
import dev.tusk.app.architecture.planted.swing.editor.ShowsServerText;
import java.util.List;
import java.util.Set;
import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JEditorPane;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JTabbedPane;
import javax.swing.border.TitledBorder;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.tree.DefaultTreeCellRenderer;

/// Text reaches a component through `SafeText` (rule 8).
///
/// Bytecode does not say where a text came from, so the rule asks it of every text: the product's
/// own words go through the same door. Fields and text areas are free: they render no HTML.
final class SafeTextRules {
  private static final Set<String> TEXT_OF_TABS =
      Set.of("addTab", "insertTab", "setTitleAt", "setToolTipTextAt");

  private SafeTextRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of("text goes through SafeText", SafeTextRules::door, ShowsServerText.class),
        Rule.of(
            "components that render HTML stay out",
            SafeTextRules::noHtmlComponents,
            AsksByOptionPane.class));
  }

  static ArchRule door(Tree tree) {
    return noClasses()
        .that()
        .resideInAnyPackage(tree.in("swing"), tree.in("app"))
        .and()
        .resideOutsideOfPackage(tree.in("swing.kit"))
        .should()
        .callCodeUnitWhere(describe("give a component a text", SafeTextRules::givesText))
        .because("Swing renders any text that begins with <html> and fetches the images it names");
  }

  private static boolean givesText(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    return switch (call.getTarget().getName()) {
      case "setText" ->
          owner.isAssignableTo(JLabel.class) || owner.isAssignableTo(AbstractButton.class);
      case "setToolTipText" -> owner.isAssignableTo(JComponent.class);
      case "createTitledBorder" -> owner.isEquivalentTo(BorderFactory.class);
      case "<init>" -> {
        boolean takesText =
            call.getTarget().getRawParameterTypes().stream()
                .anyMatch(type -> type.isEquivalentTo(String.class));
        yield takesText
            && !ofTusk(owner)
            && (owner.isAssignableTo(JLabel.class)
                || owner.isAssignableTo(AbstractButton.class)
                || owner.isAssignableTo(TitledBorder.class));
      }
      default ->
          owner.isAssignableTo(JTabbedPane.class)
              && TEXT_OF_TABS.contains(call.getTarget().getName());
    };
  }

  /// A component of our own is judged by what its constructor does with the text.
  private static boolean ofTusk(JavaClass owner) {
    return owner.getPackageName().startsWith("dev.tusk.");
  }

  static ArchRule noHtmlComponents(Tree tree) {
    return noClasses()
        .that()
        .resideInAnyPackage(tree.in("swing"), tree.in("app"))
        .and()
        .resideOutsideOfPackage(tree.in("swing.kit"))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            JOptionPane.class,
            JEditorPane.class,
            DefaultTableCellRenderer.class,
            DefaultTreeCellRenderer.class,
            javax.swing.DefaultListCellRenderer.class)
        .because("the kit has Dialogs, SafeTableCell, SafeListCell and SafeTreeCell instead");
  }
}
