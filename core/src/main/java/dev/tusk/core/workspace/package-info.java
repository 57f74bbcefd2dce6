/// The open tabs and their text, kept between two starts.
@NullMarked
package dev.tusk.core.workspace;

import org.jspecify.annotations.NullMarked;
