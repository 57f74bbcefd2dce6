/// Looks at this machine and at a connection, check by check, and says what it found.
@NullMarked
package dev.tusk.core.doctor;

import org.jspecify.annotations.NullMarked;
