/// The frame that features plug into: the window and its regions here; actions, intents and the
/// palette in the packages below. Imports no feature.
@NullMarked
package dev.tusk.swing.shell;

import org.jspecify.annotations.NullMarked;
