package dev.tusk.swing.kit.theme;

import dev.tusk.swing.kit.task.UiTasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Asks the desktop whether it prefers dark windows. Blocks for up to a second per question: never
/// on the event thread.
public final class SystemPreference {
  private static final System.Logger LOG = System.getLogger(SystemPreference.class.getName());

  private SystemPreference() {}

  /// Whether the desktop prefers dark; empty when it does not say.
  public static Optional<Boolean> dark() {
    UiTasks.requireOffEventThread();
    var os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.startsWith("mac")) {
      // the key is there only in dark mode
      return Optional.of(
          ask("defaults", "read", "-g", "AppleInterfaceStyle").orElse("").contains("Dark"));
    }
    if (os.startsWith("windows")) {
      return ask(
              "reg",
              "query",
              "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
              "/v",
              "AppsUseLightTheme")
          .map(answer -> answer.contains("0x0"));
    }
    return linux();
  }

  private static Optional<Boolean> linux() {
    var desktop =
        Optional.ofNullable(System.getenv("XDG_CURRENT_DESKTOP"))
            .orElse("")
            .toUpperCase(Locale.ROOT);
    if (desktop.contains("KDE")) {
      return ask("kreadconfig6", "--group", "General", "--key", "ColorScheme")
          .or(() -> ask("kreadconfig5", "--group", "General", "--key", "ColorScheme"))
          .map(scheme -> scheme.toLowerCase(Locale.ROOT).contains("dark"));
    }
    var scheme = ask("gsettings", "get", "org.gnome.desktop.interface", "color-scheme");
    if (scheme.isPresent() && !scheme.get().contains("default")) {
      return Optional.of(scheme.get().contains("dark"));
    }
    return ask("gsettings", "get", "org.gnome.desktop.interface", "gtk-theme")
        .map(theme -> theme.toLowerCase(Locale.ROOT).contains("dark"));
  }

  private static Optional<String> ask(String... command) {
    try {
      var process =
          new ProcessBuilder(List.of(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      var answer =
          new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
      return process.exitValue() == 0 && !answer.isEmpty() ? Optional.of(answer) : Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the desktop cannot be asked: {0}", e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
