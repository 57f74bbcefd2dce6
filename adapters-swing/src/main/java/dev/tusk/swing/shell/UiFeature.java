package dev.tusk.swing.shell;

/// One part of the window: it contributes its actions, panels and segments and speaks by intents.
///
/// All methods are called on the event thread.
public interface UiFeature {

  /// Contributes everything, once, before the window is shown. Must be quick: no class loading
  /// spree, no call that may block.
  void contribute(Contributions contributions);

  /// Called once after the first paint: the time to load data, off the event thread.
  default void started() {}
}
