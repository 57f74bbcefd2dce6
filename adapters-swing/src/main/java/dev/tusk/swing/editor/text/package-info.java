/// The SQL editor as a component: highlighting by the core's lexer, gutter, squiggle, find.
@NullMarked
package dev.tusk.swing.editor.text;

import org.jspecify.annotations.NullMarked;
