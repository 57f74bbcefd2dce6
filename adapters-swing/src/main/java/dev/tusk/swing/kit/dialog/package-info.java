/// Modal windows.
@NullMarked
package dev.tusk.swing.kit.dialog;

import org.jspecify.annotations.NullMarked;
