package dev.tusk.swing.editor.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.Cancellation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  private static ByteSearch search(String value, String wanted, boolean matchCase) {
    return new ByteSearch(
        Values.of(value),
        wanted.getBytes(StandardCharsets.UTF_8),
        matchCase,
        Cancellation.create());
  }

  @Test
  void findsForwardAndBackwardAndStartsOver() {
    var search = search("one two One", "one", false);

    assertThat(search.next(0)).isZero();
    assertThat(search.next(1)).isEqualTo(8);
    assertThat(search.next(9)).isZero();
    assertThat(search.previous(8)).isZero();
    assertThat(search.previous(0)).isEqualTo(8);
    assertThat(search("one two One", "One", true).next(0)).isEqualTo(8);
    assertThat(search("one", "three and more", false).next(0)).isEqualTo(-1);
    assertThat(search("one", "three and more", false).previous(3)).isEqualTo(-1);
  }

  @Test
  void findsWhatLiesAcrossTheEdgeOfAPiece() {
    var long1 = "x".repeat((1 << 20) - 2) + "needle" + "x".repeat(1 << 20) + "needle";

    assertThat(search(long1, "NEEDLE", false).next(0)).isEqualTo((1 << 20) - 2);
    assertThat(search(long1, "needle", true).next(1 << 20)).isEqualTo((2 << 20) + 4);
    assertThat(search(long1, "needle", true).previous((2 << 20) + 4)).isEqualTo((1 << 20) - 2);
    assertThat(search(long1, "needle", true).previous(0)).isEqualTo((2 << 20) + 4);
  }
}
