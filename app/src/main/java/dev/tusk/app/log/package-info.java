/// The log: one line per event on standard error and in a file a day.
@NullMarked
package dev.tusk.app.log;

import org.jspecify.annotations.NullMarked;
