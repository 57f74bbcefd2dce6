/// What is exported comes back equal, on real servers.
@NullMarked
package dev.tusk.app.export;

import org.jspecify.annotations.NullMarked;
