package dev.tusk.app.architecture.planted.core.query;

/// Planted: a port outside of its package.
public interface WrongPort {}
