package dev.tusk.app.architecture.planted.sqlite;

/// Planted: a prefix that says nothing.
public interface IThing {}
