/// Tests of the commands that run SQL.
@NullMarked
package dev.tusk.cli.run;

import org.jspecify.annotations.NullMarked;
