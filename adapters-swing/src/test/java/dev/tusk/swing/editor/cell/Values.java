package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.testkit.InMemorySpillFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values for tests, all of them in files.
final class Values {
  static final KeepResults KEEP = new KeepResults(new MemoryBudget(0), new InMemorySpillFiles());

  private Values() {}

  static ValueBytes of(String text) {
    return ValueBytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(ValueBytes value) {
    return new String(value.read(0, (int) value.length()), StandardCharsets.UTF_8);
  }

  static String indented(String json) {
    return made(out -> new JsonLayout(reader(json), out).write());
  }

  static String indentedXml(String xml) {
    return made(out -> new XmlLayout(reader(xml), out).write());
  }

  private static String made(DerivedValue.Writing writing) {
    try (var value = DerivedValue.make(KEEP, 100_000_000, writing)) {
      return text(value);
    }
  }

  static ByteReader reader(String text) {
    return new ByteReader(of(text), 0, Cancellation.create());
  }

  /// A result of one cell.
  static ResultStore cell(String type, ResultColumn.Kind kind, @Nullable String text) {
    var store = KEEP.begin(List.of(new ResultColumn("c", type, 0, kind)));
    var page = new RowPage.Builder(1, 1, 64);
    page.add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    store.append(page.build(1));
    return store;
  }
}
