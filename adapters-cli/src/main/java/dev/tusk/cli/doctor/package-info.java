/// `tusk doctor`.
@NullMarked
package dev.tusk.cli.doctor;

import org.jspecify.annotations.NullMarked;
