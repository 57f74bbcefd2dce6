/// The rows of a result, held as the bytes that the server sent.
@NullMarked
package dev.tusk.core.result;

import org.jspecify.annotations.NullMarked;
