/// Text that is shown, typed or copied: the door for text from outside, fields, the clipboard.
@NullMarked
package dev.tusk.swing.kit.text;

import org.jspecify.annotations.NullMarked;
