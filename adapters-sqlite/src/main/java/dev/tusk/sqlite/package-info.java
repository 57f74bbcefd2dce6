/// Tusk's own data in one SQLite file: connections, history, open tabs, settings.
@NullMarked
package dev.tusk.sqlite;

import org.jspecify.annotations.NullMarked;
