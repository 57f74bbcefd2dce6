/// Classes that break a rule on purpose, or are there to be misused.
@NullMarked
package dev.tusk.app.architecture.planted.swing.kit;

import org.jspecify.annotations.NullMarked;
