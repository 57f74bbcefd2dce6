/// Real SSH servers, agents and keys.
@NullMarked
package dev.tusk.harness.ssh;

import org.jspecify.annotations.NullMarked;
