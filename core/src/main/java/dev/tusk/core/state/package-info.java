/// The whole of what is open now, composed from the features' registries.
@NullMarked
package dev.tusk.core.state;

import org.jspecify.annotations.NullMarked;
