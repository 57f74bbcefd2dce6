package dev.tusk.swing.start;

import dev.tusk.swing.kit.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes moments of the past as people say them: Today 09:38, Yesterday, 19 Nov, 3 Nov 2025.
final class WhenText {
  private static final Messages TEXT = Messages.of(WhenText.class);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private WhenText() {}

  static String of(Instant when, Instant now, ZoneId zone) {
    var then = when.atZone(zone);
    var today = now.atZone(zone).toLocalDate();
    var day = then.toLocalDate();
    if (day.equals(today)) {
      return TEXT.get("today", TIME.format(then));
    }
    if (day.equals(today.minusDays(1))) {
      return TEXT.get("yesterday");
    }
    return (day.getYear() == today.getYear() ? DAY : YEAR).format(then);
  }
}
