/// Passwords in the system's keyring, and in memory where there is none.
@NullMarked
package dev.tusk.keyring;

import org.jspecify.annotations.NullMarked;
