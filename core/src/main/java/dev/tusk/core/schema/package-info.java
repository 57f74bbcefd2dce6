/// What a database contains, as far as the tree and the hints need it.
@NullMarked
package dev.tusk.core.schema;

import org.jspecify.annotations.NullMarked;
