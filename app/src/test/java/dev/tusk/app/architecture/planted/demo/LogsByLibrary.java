package dev.tusk.app.architecture.planted.demo;

import org.slf4j.Logger;

/// Planted: a logging library outside of the program.
public record LogsByLibrary(Logger logger) {}
