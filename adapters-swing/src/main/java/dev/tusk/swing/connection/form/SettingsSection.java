package dev.tusk.swing.connection.form;

import dev.tusk.core.connection.Setting;
import java.util.Map;
import javax.swing.JComponent;

/// A part of the form that shows some of the settings; what none shows stays as it is.
interface SettingsSection {
  JComponent component();

  /// Shows its own of `settings`.
  void fill(Map<Setting, String> settings);

  /// Writes `now` into the field of `setting`, where `before` stands in it.
  void replace(Setting setting, String before, String now);

  /// What stands in it: each setting that it shows, with empty text when it is not set.
  Map<Setting, String> values();

  /// Marks which of its own are wrong, and no others.
  void problems(Map<Setting, String> problems);

  /// Calls `listener` whenever something in it changes.
  void onChange(Runnable listener);
}
