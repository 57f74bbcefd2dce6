@NullMarked
package dev.tusk.swing.editor.result;

import org.jspecify.annotations.NullMarked;
