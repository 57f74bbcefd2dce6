package dev.tusk.core.connection;

/// What a server is used for; it carries the colour of everything that belongs to it.
public enum Stage {
  DEVELOPMENT,
  TEST,
  PRODUCTION
}
