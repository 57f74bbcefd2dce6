package dev.tusk.core.connection;

/// What Tusk uses of PostgreSQL beyond running statements, and what is left without it.
public enum ServerAbility {
  CATALOG("the tree and completion have nothing to show"),
  TYPES("types that are not PostgreSQL's own are called unknown"),
  SETTINGS("sessions stay as the server makes them, and values may look unlike psql's"),
  READ_ONLY("the server refuses no writes: a guard goes by the words of a statement alone"),
  PORTALS("results are loaded whole, not piece by piece"),
  /// Processes that can be told to stop over another session.
  BACKENDS("Stop uses the protocol's own request, and not through TLS"),
  /// The protocol's own way to stop a statement.
  CANCEL_KEY("a statement cannot be cancelled: Stop ends its session");

  private final String without;

  ServerAbility(String without) {
    this.without = without;
  }

  /// What follows when it is missing, as the end of a sentence.
  String without() {
    return without;
  }
}
