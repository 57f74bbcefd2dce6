package dev.tusk.app.architecture.planted.core.query;

import java.sql.Connection;

/// Planted: JDBC in the core.
public record SpeaksSql(Connection connection) {}
