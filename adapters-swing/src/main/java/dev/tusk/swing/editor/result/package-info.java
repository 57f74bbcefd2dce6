/// The strip below the editor: results, messages, errors.
@NullMarked
package dev.tusk.swing.editor.result;

import org.jspecify.annotations.NullMarked;
