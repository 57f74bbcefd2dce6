package dev.tusk.app.architecture.planted.postgres;

/// Planted: a prefix that says nothing.
public interface AbstractThing {}
