/// Classes that break a rule on purpose, or are there to be misused.
@NullMarked
package dev.tusk.app.architecture.planted.core.history;

import org.jspecify.annotations.NullMarked;
