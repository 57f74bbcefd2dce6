/// What Tusk does when the server lies.
@NullMarked
package dev.tusk.postgres.evil;

import org.jspecify.annotations.NullMarked;
