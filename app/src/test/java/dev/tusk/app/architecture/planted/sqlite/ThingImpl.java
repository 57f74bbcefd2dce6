package dev.tusk.app.architecture.planted.sqlite;

/// Planted: a name that says nothing.
public record ThingImpl() implements IThing {}
