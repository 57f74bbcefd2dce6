package dev.tusk.core.error;

import org.jspecify.annotations.Nullable;

/// Turns errors into what a person reads: the code, its name, and what to do next.
final class ErrorCatalog {
  private ErrorCatalog() {}

  static ErrorInfo describe(TuskError error) {
    @Nullable ServerError server = error.server();
    return new ErrorInfo(
        category(error),
        error.message(),
        server == null ? "TUSK" : server.sqlState(),
        null,
        server == null ? null : server.detail(),
        server == null ? null : server.hint(),
        null,
        server == null ? null : server.where(),
        server == null ? 0 : server.position(),
        error instanceof TuskError.Query);
  }

  private static String category(TuskError error) {
    return switch (error) {
      case TuskError.Connection ignored -> "Connection";
      case TuskError.Authentication ignored -> "Authentication";
      case TuskError.Ssl ignored -> "TLS";
      case TuskError.Ssh ignored -> "SSH";
      case TuskError.Query ignored -> "Query";
      case TuskError.Storage ignored -> "Storage";
      case TuskError.Keyring ignored -> "Keyring";
      case TuskError.Internal ignored -> "Internal";
    };
  }
}
