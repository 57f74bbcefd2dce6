/// The dialog of what can be chosen about Tusk itself.
@NullMarked
package dev.tusk.swing.settings;

import org.jspecify.annotations.NullMarked;
