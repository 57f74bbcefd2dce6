/// Running statements: handles, states, cancel, tabs.
@NullMarked
package dev.tusk.core.query;

import org.jspecify.annotations.NullMarked;
