/// Real PostgreSQL servers for tests, of every major version that Tusk supports.
@NullMarked
package dev.tusk.harness.postgres;

import org.jspecify.annotations.NullMarked;
