/// Proofs that TLS is decided as libpq decides it.
@NullMarked
package dev.tusk.postgres.tls;

import org.jspecify.annotations.NullMarked;
