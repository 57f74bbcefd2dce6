/// The tree of connections and of what their databases contain.
@NullMarked
package dev.tusk.swing.schema;

import org.jspecify.annotations.NullMarked;
