/// One server session: statements through pgjdbc's protocol layer, cancel without wrong victims.
@NullMarked
package dev.tusk.postgres.session;

import org.jspecify.annotations.NullMarked;
