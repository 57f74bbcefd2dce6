package dev.tusk.core.query;

import dev.tusk.core.session.StatementRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One statement to run.
///
/// @param timeout stop it after this long; null for never
public record RunRequest(StatementRequest statement, @Nullable Duration timeout) {}
