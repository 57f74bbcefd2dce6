/// Fakes that behave as the real adapters do, proven by the same contracts; pure Java.
@NullMarked
package dev.tusk.core.testkit;

import org.jspecify.annotations.NullMarked;
