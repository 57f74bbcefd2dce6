/// What a run of a tab gives: results, messages, errors. No Swing in here.
@NullMarked
package dev.tusk.swing.editor.run;

import org.jspecify.annotations.NullMarked;
