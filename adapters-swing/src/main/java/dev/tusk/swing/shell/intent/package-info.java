/// The bus on which features speak to each other, and what several of them say.
@NullMarked
package dev.tusk.swing.shell.intent;

import org.jspecify.annotations.NullMarked;
