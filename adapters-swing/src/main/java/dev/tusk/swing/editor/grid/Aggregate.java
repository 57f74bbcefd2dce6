package dev.tusk.swing.editor.grid;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.swing.editor.run.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// What the numbers among some cells add up to, exactly. Immutable.
///
/// @param cells all cells
/// @param numbers those that hold a number; NULL, NaN and infinities do not count
/// @param sum null when there is no number; so are `min` and `max`
public record Aggregate(
    long cells,
    long numbers,
    @Nullable BigDecimal sum,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max) {
  private static final int CHECK_EVERY = 4096;
  private static final int LONGEST = 60;

  /// Adds them up. May take a while for millions: call off the event thread.
  ///
  /// @throws CancellationException when cancelled
  public static Aggregate of(ResultStore store, CellBlock block, Cancellation cancellation) {
    var sums = new Sums();
    block.forEachRow(
        row -> {
          if (row % CHECK_EVERY == 0 && cancellation.isCancelled()) {
            throw new CancellationException();
          }
          for (var column : block.columns()) {
            if (store.columns().get(column).kind() == Kind.NUMBER) {
              sums.add(store.text(row, column));
            }
          }
        });
    return new Aggregate(block.cellCount(), sums.count, sums.sum, sums.min, sums.max);
  }

  /// `Σ 1518.45 · avg 189.81 · min 57.80 · max 399.00 · 8 cells`.
  public String text() {
    var count = Figures.count(cells) + " cells";
    if (sum == null || min == null || max == null) {
      return count;
    }
    var scale = Math.max(2, Math.min(6, sum.scale()));
    var average = sum.divide(BigDecimal.valueOf(numbers), scale, RoundingMode.HALF_UP);
    if (sum.scale() <= 0 && average.stripTrailingZeros().scale() <= 0) {
      average = average.setScale(0, RoundingMode.UNNECESSARY);
    }
    return "Σ %s · avg %s · min %s · max %s · %s"
        .formatted(shown(sum), shown(average), shown(min), shown(max), count);
  }

  /// In digits as far as they can be read, else with an exponent; all digits that count are there.
  private static String shown(BigDecimal number) {
    var plain = number.toPlainString();
    return plain.length() <= LONGEST ? plain : number.stripTrailingZeros().toString();
  }

  private static final class Sums {
    private long count;
    private @Nullable BigDecimal sum;
    private @Nullable BigDecimal min;
    private @Nullable BigDecimal max;

    void add(@Nullable String text) {
      if (text == null || text.isEmpty()) {
        return;
      }
      BigDecimal number;
      try {
        number = new BigDecimal(text);
      } catch (NumberFormatException e) {
        // NaN, Infinity, money with its sign: not a number to add
        return;
      }
      count++;
      sum = sum == null ? number : sum.add(number);
      min = min == null || number.compareTo(min) < 0 ? number : min;
      max = max == null || number.compareTo(max) > 0 ? number : max;
    }
  }
}
