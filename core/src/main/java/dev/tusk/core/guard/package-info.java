/// What protects a connection from writes that were not meant: what a statement may do, who is
/// asked, and for how long a production connection is unlocked. ADR 27.
@NullMarked
package dev.tusk.core.guard;

import org.jspecify.annotations.NullMarked;
