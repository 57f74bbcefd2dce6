package dev.tusk.swing.editor.grid;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.Aggregates;
import dev.tusk.core.result.ResultStore;
import dev.tusk.swing.editor.run.Figures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.concurrent.CancellationException;

/// What the status bar says of the cells that are selected.
final class Aggregate {
  /// No figure is shown longer than this.
  private static final int LONGEST = 60;

  private Aggregate() {}

  /// Adds them up. May take a while for millions: call off the event thread.
  ///
  /// @throws CancellationException when cancelled
  static String of(ResultStore store, CellBlock block, Cancellation cancellation) {
    var places = new BitSet();
    block.forEachRow(row -> places.set(Math.toIntExact(row)));
    return text(Aggregates.of(store, places, block.columns(), cancellation));
  }

  /// `Σ 1518.45 · avg 189.80625 · min 57.80 · max 399.00 · 8 cells`.
  static String text(Aggregates of) {
    var parts = new ArrayList<String>();
    if (of.sum() != null) {
      parts.add("Σ " + shown(of.sum()));
    }
    if (of.sum() != null && of.average() != null) {
      parts.add("avg " + shown(withoutZeros(of.average(), of.sum())));
    }
    if (of.min() != null && of.max() != null) {
      parts.add("min " + shown(of.min()));
      parts.add("max " + shown(of.max()));
    }
    if (of.trues() >= 0) {
      parts.add(Figures.count(of.trues()) + " true");
      parts.add(Figures.count(of.count() - of.trues()) + " false");
    }
    var counted = of.count() == of.cells() ? "" : "count " + Figures.count(of.count()) + " of ";
    parts.add(counted + Figures.count(of.cells()) + " cells");
    return String.join(" · ", parts);
  }

  /// The server fills an average up with zeros; those behind what the sum has say nothing.
  private static String withoutZeros(String average, String sum) {
    var least = average.indexOf('.') < 0 ? average.length() : average.indexOf('.');
    if (sum.indexOf('.') >= 0) {
      least += sum.length() - sum.indexOf('.');
    }
    var end = average.length();
    while (end > least && average.charAt(end - 1) == '0') {
      end--;
    }
    return average.charAt(end - 1) == '.'
        ? average.substring(0, end - 1)
        : average.substring(0, end);
  }

  /// In digits as far as they can be read, else with an exponent; all digits that count are there.
  private static String shown(String figure) {
    var digits = figure.chars().allMatch(c -> "-.0123456789".indexOf(c) >= 0);
    return figure.length() <= LONGEST || !digits
        ? figure
        : new BigDecimal(figure).stripTrailingZeros().toString();
  }
}
