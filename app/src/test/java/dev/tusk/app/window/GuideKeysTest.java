package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.action.ActionContext;
import dev.tusk.swing.shell.action.ActionRegistry;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.Keymap;
import dev.tusk.swing.shell.action.Keys;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.swing.JFrame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of keys in the user guide is that of the real window, in both directions.
class GuideKeysTest {
  private static final Map<String, ActionContext> PLACES =
      Map.of(
          "Editor", ActionContext.EDITOR,
          "Everywhere", ActionContext.GLOBAL,
          "Tree", ActionContext.TREE,
          "Start screen", ActionContext.START,
          "Grid", ActionContext.GRID);

  /// Keys of Swing's own components, which are no actions.
  private static final Set<String> OF_COMPONENTS =
      Set.of("GRID Shift+Space", "GRID Ctrl+Space", "GRID Ctrl+A");

  private final Walker walker = new Walker();

  @BeforeEach
  void needsADisplay() {
    assumeThat(System.getenv("DISPLAY")).as("needs a display").isNotNull();
    assumeThat(GraphicsEnvironment.isHeadless()).isFalse();
  }

  @Test
  void theGuideHasTheKeysOfTheWindow(@TempDir Path data) throws Exception {
    RunningTusk tusk = new RunningTusk(data);
    JFrame frame = walker.frame();
    Set<String> all = new TreeSet<>();
    Set<String> first = new TreeSet<>();
    for (ActionSpec action : walker.ask(() -> List.copyOf(registry(frame).all()))) {
      List<String> keys = keys(action);
      all.addAll(keys);
      keys.stream().findFirst().ifPresent(first::add);
    }
    walker.close();
    assertThat(tusk.end()).as(tusk.said()).isZero();

    Set<String> guide = guide();
    assertThat(guide).as("in the guide").containsAll(first);
    guide.removeAll(all);
    assertThat(guide).as("in the guide alone").isEqualTo(OF_COMPONENTS);
  }

  private static ActionRegistry registry(JFrame frame) {
    return ((Shell) frame).actions();
  }

  private static List<String> keys(ActionSpec action) {
    List<ActionSpec.Key> mapped = Keymap.tusk().of(action.id());
    return (mapped.isEmpty() ? action.keys() : mapped)
        .stream().map(key -> key.context() + " " + Keys.text(Keys.parse(key.stroke()))).toList();
  }

  private static Set<String> guide() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "user-guide.md"));
    List<String> table =
        lines.subList(lines.indexOf("## Keys"), lines.indexOf("## Command line")).stream()
            .filter(line -> line.startsWith("|"))
            .skip(2)
            .toList();
    Set<String> keys = new TreeSet<>();
    ActionContext place = ActionContext.GLOBAL;
    for (String line : table) {
      List<String> cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
      if (!cells.get(1).isEmpty()) {
        place = Objects.requireNonNull(PLACES.get(cells.get(1)), cells.get(1));
      }
      for (String written : cells.get(3).split(", | or ", -1)) {
        for (String key : each(written)) {
          keys.add(place + " " + key);
        }
      }
    }
    return keys;
  }

  /// `Alt+1 … Alt+9` are nine, `Alt+←/→` are two.
  private static List<String> each(String written) {
    if (written.contains(" … ")) {
      return IntStream.rangeClosed(1, 9).mapToObj(n -> "Alt+" + n).toList();
    }
    String stem = written.substring(0, written.lastIndexOf('+') + 1);
    List<String> keys = new ArrayList<>();
    for (String end : written.substring(stem.length()).split("(?<=.)/", -1)) {
      keys.add(stem + ARROWS.getOrDefault(end, end));
    }
    return keys;
  }

  private static final Map<String, String> ARROWS =
      Stream.of("←Left", "→Right", "↑Up", "↓Down")
          .collect(Collectors.toMap(each -> each.substring(0, 1), each -> each.substring(1)));
}
