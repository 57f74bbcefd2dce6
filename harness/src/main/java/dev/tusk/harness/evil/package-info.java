/// A server that speaks PostgreSQL's protocol and lies as it is told.
@NullMarked
package dev.tusk.harness.evil;

import org.jspecify.annotations.NullMarked;
