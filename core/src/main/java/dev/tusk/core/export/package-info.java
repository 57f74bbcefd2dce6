/// Rows as text of other programs: the formats, the file that appears whole or not at all.
@NullMarked
package dev.tusk.core.export;

import org.jspecify.annotations.NullMarked;
