/// That the sweeper finds what it looks for.
@NullMarked
package dev.tusk.harness.secrets;

import org.jspecify.annotations.NullMarked;
