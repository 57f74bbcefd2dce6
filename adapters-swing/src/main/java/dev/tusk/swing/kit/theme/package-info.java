/// What everything looks like: themes, colours by role, fonts, icons, and drawing with them.
@NullMarked
package dev.tusk.swing.kit.theme;

import org.jspecify.annotations.NullMarked;
