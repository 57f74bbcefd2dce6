package dev.tusk.core.connection;

/// An open connection as it is seen from outside: what it is, what it reached, how full it is.
public record LiveConnection(ConnectionConfig config, ServerInfo server, PoolStatus pool) {}
