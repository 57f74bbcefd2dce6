/// Bringing connections along from other programs, and sharing them without secrets.
@NullMarked
package dev.tusk.swing.share;

import org.jspecify.annotations.NullMarked;
