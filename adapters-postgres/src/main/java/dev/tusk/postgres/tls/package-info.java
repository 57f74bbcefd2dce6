/// TLS as libpq does it: whom to trust, with which certificate of one's own, and under what name.
@NullMarked
package dev.tusk.postgres.tls;

import org.jspecify.annotations.NullMarked;
