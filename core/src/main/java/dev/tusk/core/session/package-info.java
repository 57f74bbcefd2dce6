/// One server session and what passes through it: statements in, columns, rows and notices out.
@NullMarked
package dev.tusk.core.session;

import org.jspecify.annotations.NullMarked;
