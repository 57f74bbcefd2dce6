/// PostgreSQL's SQL as pure text: lexing, splitting, classifying, quoting, redacting. Parses
/// nothing beyond what these need and depends on no other package.
@NullMarked
package dev.tusk.core.sql;

import org.jspecify.annotations.NullMarked;
