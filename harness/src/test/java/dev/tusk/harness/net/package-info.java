/// Tests of the fixtures themselves.
@NullMarked
package dev.tusk.harness.net;

import org.jspecify.annotations.NullMarked;
