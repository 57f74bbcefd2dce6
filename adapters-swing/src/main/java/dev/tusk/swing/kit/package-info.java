/// What every part of the window is made of: threads, theme, icons, safe text and small components.
/// Imports no feature.
@NullMarked
package dev.tusk.swing.kit;

import org.jspecify.annotations.NullMarked;
