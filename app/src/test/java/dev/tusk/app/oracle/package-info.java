/// Scripts run by Tusk and by psql side by side: what they print, send and complain about is equal.
@NullMarked
package dev.tusk.app.oracle;

import org.jspecify.annotations.NullMarked;
