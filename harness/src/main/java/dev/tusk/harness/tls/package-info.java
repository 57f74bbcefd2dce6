/// Certificates of every state of repair, made as they are needed, and what servers show of them.
@NullMarked
package dev.tusk.harness.tls;

import org.jspecify.annotations.NullMarked;
