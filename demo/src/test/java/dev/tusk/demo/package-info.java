/// Tests of the embedded server, on real servers.
@NullMarked
package dev.tusk.demo;

import org.jspecify.annotations.NullMarked;
