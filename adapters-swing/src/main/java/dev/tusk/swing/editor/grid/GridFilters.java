package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.CellCondition;
import dev.tusk.core.result.CellCondition.Reading;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowFilter;
import dev.tusk.swing.editor.grid.GridOrder.Condition;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.SafeText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes conditions on columns of what a person points at or writes. Event thread only.
final class GridFilters {
  private static final int LONGEST_VALUE = 1 << 20;
  private static final int LONGEST_WORDS = 40;

  private final UiExecutor ui;
  private final TabResult result;
  private final GridOrder order;

  GridFilters(UiExecutor ui, TabResult result, GridOrder order) {
    this.ui = ui;
    this.result = result;
    this.order = order;
  }

  /// Shows only rows with the value of a cell, or without it.
  ///
  /// @param row its place in the store
  /// @param told hears why not
  public void byValue(long row, int column, boolean exclude, Consumer<String> told) {
    var store = result.store();
    var _ =
        ui.run(
            () ->
                store.length(row, column) > LONGEST_VALUE
                    ? new Value(null, true)
                    : new Value(store.text(row, column), false),
            value -> {
              if (value.tooLong()) {
                told.accept("The value is too long to filter by");
              } else {
                byValue(column, value.text(), exclude);
              }
            },
            e -> told.accept("This result is closed"));
  }

  /// @param text null for NULL
  private record Value(@Nullable String text, boolean tooLong) {}

  private void byValue(int column, @Nullable String value, boolean exclude) {
    var filter =
        exclude
            ? new RowFilter.Meets(column, new CellCondition.Distinct(value))
            : new RowFilter.Equal(column, value);
    var words =
        value == null
            ? exclude ? " is not null" : " is null"
            : (exclude ? " ≠ " : " = ") + literal(column, value);
    order.add(new Condition(filter, column, name(column) + words, ""), null);
  }

  /// Shows only rows where a column is NULL, or is not.
  public void byNull(int column, boolean not) {
    byValue(column, null, not);
  }

  /// Shows only rows where a column meets what is written.
  ///
  /// @param instead the condition that it takes the place of
  /// @return what is wrong with it; empty when nothing is
  public String byText(int column, String text, @Nullable Condition instead) {
    return switch (CellCondition.read(text, column(column))) {
      case Reading.NotUnderstood wrong -> wrong.why();
      case Reading.Understood understood -> {
        var holds = understood.condition() instanceof CellCondition.Holds;
        order.add(
            new Condition(
                new RowFilter.Meets(column, understood.condition()),
                column,
                name(column)
                    + (holds ? " holds " : " ")
                    + SafeText.start(text.strip(), LONGEST_WORDS),
                text.strip()),
            instead);
        yield "";
      }
    };
  }

  private String literal(int column, String value) {
    var start = SafeText.start(value, LONGEST_WORDS);
    return column(column).kind() == ResultColumn.Kind.NUMBER ? start : "'" + start + "'";
  }

  private String name(int column) {
    return SafeText.start(column(column).name(), LONGEST_WORDS);
  }

  ResultColumn column(int column) {
    return result.store().columns().get(column);
  }
}
