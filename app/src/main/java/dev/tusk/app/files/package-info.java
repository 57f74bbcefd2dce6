/// Files and directories that only their owner can read, and where they may be.
@NullMarked
package dev.tusk.app.files;

import org.jspecify.annotations.NullMarked;
