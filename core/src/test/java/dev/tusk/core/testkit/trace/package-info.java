/// What ties a test to the requirement that it proves: the mark, the figures, and the record of
/// both.
@NullMarked
package dev.tusk.core.testkit.trace;

import org.jspecify.annotations.NullMarked;
