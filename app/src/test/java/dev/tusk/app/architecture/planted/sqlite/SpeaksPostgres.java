package dev.tusk.app.architecture.planted.sqlite;

import org.postgresql.PGConnection;

/// Planted: the PostgreSQL driver in another adapter.
public record SpeaksPostgres(PGConnection connection) {}
